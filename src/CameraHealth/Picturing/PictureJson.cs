using CameraHealth.Imaging;

namespace CameraHealth.Picturing;

/// <summary>The JSON of one picture. The names are a contract.</summary>
internal sealed record PictureJson
{
    /// <summary>The main finding; null: nothing was found.</summary>
    public string? Verdict { get; init; }

    public required IReadOnlyList<PictureFindingJson> Findings { get; init; }

    public int Width { get; init; }

    public int Height { get; init; }

    /// <summary>Kinds that could be judged.</summary>
    public required IReadOnlyList<string> Measured { get; init; }

    /// <summary>0–1; null: the picture shows too little to tell.</summary>
    public double? Sharpness { get; init; }

    /// <summary>Where the reference's view lies; null: not looked for, or not found.</summary>
    public ViewShift? Shift { get; init; }

    public static PictureJson Of(PictureReport report) => new()
    {
        Verdict = report.Verdict?.ToName(),
        Findings = [.. report.Findings.Select(finding => new PictureFindingJson(finding.Kind.ToName(), Math.Round(finding.Score, 3), Round(finding.AreaPercent, 1)))],
        Width = report.Width,
        Height = report.Height,
        Measured = [.. report.Measured.Select(kind => kind.ToName())],
        Sharpness = Round(report.Sharpness, 3),
        Shift = report.Shift is { } shift
            ? new ViewShift(Math.Round(shift.HorizontalPercent, 1), Math.Round(shift.VerticalPercent, 1), Math.Round(shift.RotationDegrees, 1)) : null,
    };

    private static double? Round(double? value, int digits) => value is { } number ? Math.Round(number, digits) : null;
}

/// <summary>One finding.</summary>
internal sealed record PictureFindingJson(string Kind, double Score, double? AreaPercent);
