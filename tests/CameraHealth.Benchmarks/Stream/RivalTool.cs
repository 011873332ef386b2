using System.Diagnostics;
using System.Globalization;

namespace CameraHealth.Benchmarks.Stream;

/// <summary>A tool that others would use for the same question, in a process of its own.</summary>
internal static class RivalTool
{
    /// <summary>CPU of five seconds of ffprobe that counts packets.</summary>
    public static Task<double> CountPacketsAsync(Uri target, CancellationToken cancellationToken) =>
        CpuMillisecondsAsync($"ffprobe -v error -rtsp_transport tcp -count_packets -read_intervals %+5 {target}", cancellationToken);

    /// <summary>CPU of five seconds of GStreamer receiving and throwing away.</summary>
    public static Task<double> ReceiveAsync(Uri target, CancellationToken cancellationToken) =>
        CpuMillisecondsAsync($"timeout -s INT 5 gst-launch-1.0 -q rtspsrc location={target} protocols=tcp ! fakesink", cancellationToken);

    // The shell's own clock for what a child used, user and system.
    private static async Task<double> CpuMillisecondsAsync(string command, CancellationToken cancellationToken)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", $"TIMEFORMAT='%3U %3S'; time {command} >/dev/null 2>&1"]) { UseShellExecute = false, RedirectStandardError = true })!;
        var times = await shell.StandardError.ReadToEndAsync(cancellationToken);
        await shell.WaitForExitAsync(cancellationToken);
        return 1000 * times.Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Sum(text => double.Parse(text, CultureInfo.InvariantCulture));
    }
}
