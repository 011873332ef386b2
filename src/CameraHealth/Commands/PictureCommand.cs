using System.CommandLine;
using CameraHealth.Picturing;

namespace CameraHealth.Commands;

/// <summary><c>picture FILE|URL</c>: what one picture shows of its camera's state.</summary>
internal static class PictureCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var source = new Argument<string>("FILE|URL") { Description = Text.Of("PictureSource") };
        var reference = new Option<string?>("--reference") { HelpName = "FILE", Description = Text.Of("PictureReference") };
        var previous = new Option<string?>("--previous") { HelpName = "FILE", Description = Text.Of("PicturePrevious") };
        var json = new Option<bool>("--json") { Description = Text.Of("OptionJson") };
        var command = new Command("picture", Text.Of("Picture")) { source, reference, previous, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var run = new PictureRun(
                PictureSource.Parse(parsed.GetValue(source)!), PictureSource.OfFile(parsed.GetValue(reference)), PictureSource.OfFile(parsed.GetValue(previous)), TimeProvider.System);
            return run.ExecuteAsync(parsed.GetValue(json), cancellationToken);
        });
        return command;
    }
}
