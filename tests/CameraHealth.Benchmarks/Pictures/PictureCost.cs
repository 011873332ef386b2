using System.Globalization;
using CameraHealth.Imaging;
using CameraHealth.Tests.Imaging.Scenes;

namespace CameraHealth.Benchmarks.Pictures;

/// <summary>CPU of the diagnosis of one 1080p JPEG, decoding included.</summary>
internal static class PictureCost
{
    private const int Runs = 21;
    private const double Goal = 50;

    /// <summary>Measures and prints it.</summary>
    /// <returns>Whether the goal is reached.</returns>
    public static bool Write()
    {
        var (studio, scene) = (new Studio(), GeneratedScenes.All.First());
        var (jpeg, other) = (studio.Take(new Shot(scene, Light.Day, 1)), studio.Take(new Shot(scene, Light.Day, 2)));
        var context = new PictureContext { Reference = Picture.Decode(other, CancellationToken.None), Previous = Picture.Decode(other, CancellationToken.None) };
        Console.WriteLine();
        Print("decoded only", jpeg.Length, () => Picture.Decode(jpeg, CancellationToken.None));
        var alone = Print("examined alone", jpeg.Length, () => PictureExaminer.Examine(jpeg, PictureContext.None, CancellationToken.None));
        var compared = Print("with decoded reference and previous picture", jpeg.Length, () => PictureExaminer.Examine(jpeg, context, CancellationToken.None));
        return alone <= Goal && compared <= Goal;
    }

    private static double Print(string what, int bytes, Action work)
    {
        var (times, allocated) = (new List<double>(), 0L);
        for (var i = 0; i < Runs + 5; i++)
        {
            var (cpu, memory) = (Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread());
            work();
            if (i >= 5)
            {
                times.Add((Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds);
                allocated += GC.GetAllocatedBytesForCurrentThread() - memory;
            }
        }

        times.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  1080p JPEG of {bytes / 1024} KiB, {what,-44} CPU median {times[Runs / 2],6:F1} ms, largest {times[^1],6:F1} ms (goal {Goal:F0} ms); {allocated / Runs / 1024} KiB allocated"));
        return times[Runs / 2];
    }
}
