using System.CommandLine;

namespace CameraHealth.Benchmarks.Stream;

/// <summary><c>stream</c>: what a stream check costs; <c>stream-load</c>: the part of it that runs in a process of its own.</summary>
internal static class StreamBenchCommand
{
    public static Command Create()
    {
        var runs = new Option<int>("--runs") { Description = "runs of each tool; at least 11 for figures to quote", DefaultValueFactory = _ => 11 };
        var command = new Command("stream", "CPU and memory of a five-second stream check, beside ffprobe and GStreamer.") { runs };
        command.SetAction((parsed, cancellationToken) => StreamBench.RunAsync(parsed.GetValue(runs), cancellationToken));
        return command;
    }

    public static Command CreateLoad()
    {
        var target = new Argument<string>("TARGET");
        var streams = new Option<int>("--streams") { DefaultValueFactory = _ => 20 };
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 1 };
        var command = new Command("stream-load", "Stream checks of one address at once.") { target, streams, rounds };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => StreamLoad.RunAsync(new Uri(parsed.GetValue(target)!), parsed.GetValue(streams), parsed.GetValue(rounds), cancellationToken));
        return command;
    }
}
