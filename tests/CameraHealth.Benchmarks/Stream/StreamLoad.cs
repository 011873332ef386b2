using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CameraHealth.Rtsp;

namespace CameraHealth.Benchmarks.Stream;

/// <summary>Many stream checks at once, in a process of their own, as a worker runs them.</summary>
internal static class StreamLoad
{
    // A worker runs for months: what the runtime compiles in its first seconds is not the cost of a check.
    private const int WarmUpRounds = 3;

    /// <summary>Runs <paramref name="rounds"/> rounds after some to warm up and prints a <see cref="StreamLoadResult"/>.</summary>
    public static async Task<int> RunAsync(Uri target, int streams, int rounds, CancellationToken cancellationToken)
    {
        var probe = new RtspProbe(TimeProvider.System);
        var request = new RtspProbeRequest { Target = target, Transport = RtspTransport.Tcp, Receive = TimeSpan.FromSeconds(5), ReplyTimeout = TimeSpan.FromSeconds(15) };
        for (var round = 0; round < WarmUpRounds; round++)
            await ProbeAllAsync(probe, request, streams, cancellationToken);
        var cpu = new List<double>();
        var reports = new List<StreamReport>();
        using var self = Process.GetCurrentProcess();
        for (var round = 0; round < rounds; round++)
        {
            var before = ProcessUsage.Of(self);
            reports.AddRange(await ProbeAllAsync(probe, request, streams, cancellationToken));
            cpu.Add(ProcessUsage.Of(self).Since(before).Cpu.TotalMilliseconds / streams);
        }

        // A check that measured nothing costs nothing: it does not count.
        var good = reports.Count(report => report is { Outcome: StreamOutcome.Streaming, Jitter: not null, PacketsLost: not null, Keyframes: > 0 });
        Console.WriteLine(JsonSerializer.Serialize(new StreamLoadResult(
            cpu, ProcessUsage.Of(self).PeakMemoryMiB, good, reports.Count, reports.Average(report => report.FrameRate ?? 0), reports.Average(report => report.Packets ?? 0))));
        return good == reports.Count ? 0 : 1;
    }

    /// <summary>Runs it in a process of its own.</summary>
    public static async Task<StreamLoadResult> StartAsync(Uri target, int streams, int rounds, CancellationToken cancellationToken)
    {
        string[] arguments = ["stream-load", target.ToString(), "--streams", streams.ToString(CultureInfo.InvariantCulture), "--rounds", rounds.ToString(CultureInfo.InvariantCulture)];
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var json = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return JsonSerializer.Deserialize<StreamLoadResult>(json) ?? throw new InvalidOperationException("The load process printed nothing.");
    }

    private static Task<StreamReport[]> ProbeAllAsync(RtspProbe probe, RtspProbeRequest request, int streams, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, streams).Select(_ => probe.ProbeAsync(request, cancellationToken)));
}

/// <summary>What a load process found.</summary>
/// <param name="CpuMilliseconds">User and system time of one check, a number for each round.</param>
/// <param name="PeakMemoryMiB">Largest resident set.</param>
/// <param name="Good">Checks with jitter, loss and keyframes measured.</param>
/// <param name="Checks">All checks.</param>
/// <param name="FrameRate">Mean of the delivered rates.</param>
/// <param name="Packets">Mean packets of a check.</param>
internal sealed record StreamLoadResult(IReadOnlyList<double> CpuMilliseconds, double PeakMemoryMiB, int Good, int Checks, double FrameRate, double Packets);
