using CameraHealth.Imaging;
using CameraHealth.Tests.Imaging.Scenes;

namespace CameraHealth.Benchmarks.Pictures;

/// <summary>What was found in one picture of the set.</summary>
/// <param name="Shot">The picture and what is wrong with it.</param>
/// <param name="Compared">With reference, previous picture and hour of the day.</param>
/// <param name="Alone">By itself.</param>
internal sealed record PictureResult(Shot Shot, PictureReport Compared, PictureReport Alone)
{
    /// <summary>Whether its fault was found.</summary>
    public static bool Found(PictureReport report, PictureFault fault) => report.Findings.Any(finding => finding.Kind == fault);
}
