using System.Globalization;
using Spectre.Console;

namespace CameraHealth.Benchmarks.Stream;

/// <summary>CPU of a five-second stream check against ffprobe and GStreamer on the same stream, in one run; and the memory of a hundred at once.</summary>
internal static class StreamBench
{
    private const int Streams = 20;
    private const int RunsBetweenLoads = 4;
    private const int RoundsOfLoad = 4;
    private const int ManyStreams = 100;
    private const double MostMemoryMiB = 200;

    public static async Task<int> RunAsync(int runs, CancellationToken cancellationToken)
    {
        AnsiConsole.WriteLine("Making the clips…");
        await using var server = await StreamServer.StartAsync(cancellationToken);
        var isGood = true;
        foreach (var codec in new[] { "h264", "h265" })
        {
            isGood &= await CompareAsync(server.Target(codec), codec, runs, cancellationToken);
        }

        var many = await StreamLoad.StartAsync(server.Target("h264"), ManyStreams, 1, cancellationToken);
        AnsiConsole.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{ManyStreams} streams at once: {many.PeakMemoryMiB:F0} MiB (goal ≤ {MostMemoryMiB}), {many.Good} of {many.Checks} measured, {many.FrameRate:F1} frames/s"));
        return isGood && many.PeakMemoryMiB <= MostMemoryMiB && many.Good == many.Checks ? 0 : 1;
    }

    private static async Task<bool> CompareAsync(Uri target, string codec, int runs, CancellationToken cancellationToken)
    {
        var (ours, counting, receiving) = (new List<double>(), new List<double>(), new List<double>());
        StreamLoadResult? load = null;
        // Turn by turn, so that a busy neighbour meets all three.
        for (var run = 0; run < runs; run++)
        {
            counting.Add(await RivalTool.CountPacketsAsync(target, cancellationToken));
            receiving.Add(await RivalTool.ReceiveAsync(target, cancellationToken));
            if (run % RunsBetweenLoads == 0)
            {
                load = await StreamLoad.StartAsync(target, Streams, RoundsOfLoad, cancellationToken);
                ours.AddRange(load.CpuMilliseconds);
                AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{codec} run {run + 1}: ours {ours[^1]:F1}, ffprobe {counting[^1]:F0}, gst-launch {receiving[^1]:F0} ms of CPU"));
            }
        }

        var (own, probe, launch) = (Median(ours), Median(counting), Median(receiving));
        var table = new Table().AddColumns($"{codec} 1080p25, 5 s", "CPU ms (min–max)", "runs", "ratio", "goal");
        table.AddRow("ffprobe -count_packets", Range(counting), Count(counting), "1", "");
        table.AddRow("gst-launch rtspsrc ! fakesink", Range(receiving), Count(receiving), "", "");
        table.AddRow($"CameraHealth, {Streams} at once", Range(ours), Count(ours), "", "");
        table.AddRow("… to ffprobe", "", "", Ratio(own, probe), codec == "h264" ? "≤ 1/8" : "");
        table.AddRow("… to gst-launch", "", "", Ratio(own, launch), codec == "h264" ? "≤ 1/2" : "");
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{load!.Good} of {load.Checks} checks of the last run measured; {load.Packets:F0} packets, {load.FrameRate:F2} frames/s, {load.PeakMemoryMiB:F0} MiB"));
        return codec != "h264" || (own <= probe / 8 && own <= launch / 2);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Range(List<double> values) => string.Create(CultureInfo.InvariantCulture, $"{Median(values):F1} ({values.Min():F1}–{values.Max():F1})");

    private static string Count(List<double> values) => values.Count.ToString(CultureInfo.InvariantCulture);

    private static string Ratio(double own, double other) => string.Create(CultureInfo.InvariantCulture, $"1/{other / own:F1}");
}
