using System.CommandLine;

namespace CameraHealth.Benchmarks.Pictures;

/// <summary><c>pictures</c>: what the picture diagnosis finds and misses in the labelled set, and what it costs.</summary>
internal static class PictureBenchCommand
{
    public static Command Create()
    {
        var photographs = new Option<string?>("--photographs") { HelpName = "DIR", Description = "folder with the unpacked packages, each under its name; without it only generated scenes" };
        var half = new Option<string>("--half") { Description = "unseen (the result) or tuning", DefaultValueFactory = _ => "unseen" };
        half.AcceptOnlyFromAmong("unseen", "tuning");
        var command = new Command("pictures", "Finds and misses of the picture diagnosis in the labelled set; CPU of one 1080p JPEG.") { photographs, half };
        command.SetAction((parsed, cancellationToken) =>
            PictureBench.RunAsync(parsed.GetValue(photographs), parsed.GetValue(half) == "unseen", cancellationToken));
        return command;
    }
}
