using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using CameraHealth.Imaging;
using CameraHealth.Tests.Imaging.Scenes;

namespace CameraHealth.Benchmarks.Pictures;

/// <summary>Takes every picture of one half of the scenes, examines it, and prints what was found.</summary>
internal static class PictureBench
{
    public static async Task<int> RunAsync(string? photographs, bool unseen, CancellationToken cancellationToken)
    {
        var scenes = GeneratedScenes.All.Concat(LaterScenes.All).Concat(ThirdScenes.All).Concat(photographs is null ? [] : Photographs.Read(photographs)).ToList();
        var chosen = scenes.Where(scene => scene.IsUnseen == unseen).ToList();
        Console.WriteLine($"{scenes.Count} scenes, {scenes.Count(IsPhotograph)} of them photographs; the {(unseen ? "unseen" : "tuning")} half has {chosen.Count}, {chosen.Count(IsPhotograph)} of them photographs");
        foreach (var origin in scenes.GroupBy(scene => scene.Origin, StringComparer.Ordinal))
        {
            Console.WriteLine($"  {origin.Key}: {string.Join(", ", origin.Select(scene => scene.IsUnseen ? scene.Name : $"({scene.Name})"))}");
        }

        Console.WriteLine("  (in brackets: scenes the limits were tuned on)");
        var started = Stopwatch.GetTimestamp();
        var results = new ConcurrentBag<PictureResult>();
        await Parallel.ForEachAsync(chosen, cancellationToken, (scene, stop) =>
        {
            Take(scene, results, stop);
            return ValueTask.CompletedTask;
        });
        var good = PictureTable.Write([.. results]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{results.Count} pictures in {Stopwatch.GetElapsedTime(started).TotalMinutes:F1} min"));
        return PictureCost.Write() && good ? 0 : 1;
    }

    private static bool IsPhotograph(Scene scene) => scene.Origin != "generated";

    private static void Take(Scene scene, ConcurrentBag<PictureResult> results, CancellationToken cancellationToken)
    {
        var studio = new Studio();
        foreach (var shot in PictureSet.Untouched(scene).Concat(PictureSet.Faulty(scene, !PictureSet.IsMonochrome(scene))))
        {
            var (picture, reference, previous) = PictureSet.Take(studio, shot);
            var context = new PictureContext
            {
                Reference = Picture.Decode(reference, cancellationToken),
                Previous = Picture.Decode(previous, cancellationToken),
                IsDaylight = shot.Light == Light.Day,
            };
            results.Add(new PictureResult(
                shot, PictureExaminer.Examine(picture, context, cancellationToken), PictureExaminer.Examine(picture, PictureContext.None, cancellationToken)));
        }
    }
}
