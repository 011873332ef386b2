using System.Globalization;

namespace CameraHealth.Benchmarks.Fleet;

/// <summary>The program's own counters at one moment, as /metrics tells them.</summary>
/// <param name="Missed">Polls that were due and not made.</param>
/// <param name="Dropped">Results that could not be kept.</param>
/// <param name="Polls">All polls that were made.</param>
internal readonly record struct Scrape(double Missed, double Dropped, double Polls)
{
    public static async Task<Scrape> TakeAsync(HttpClient web, CancellationToken cancellationToken)
    {
        var lines = (await web.GetStringAsync("metrics", cancellationToken)).Split('\n')
            .Where(line => line.StartsWith("camerahealth_polls_total{", StringComparison.Ordinal)).ToList();
        double Sum(Func<string, bool> which) => lines.Where(which).Sum(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
        static bool Is(string line, string outcome) => line.Contains($"outcome=\"{outcome}\"", StringComparison.Ordinal);
        return new Scrape(Sum(line => Is(line, "missed")), Sum(line => Is(line, "dropped")), Sum(line => !Is(line, "missed") && !Is(line, "dropped")));
    }

    public Scrape Since(Scrape before) => new(Missed - before.Missed, Dropped - before.Dropped, Polls - before.Polls);
}
