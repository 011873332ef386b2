using System.CommandLine;
using System.Globalization;
using CameraHealth.Drilling;
using CameraHealth.Monitoring.Drills;
using CameraHealth.Monitoring.Uptime;
using CameraHealth.Probing;

namespace CameraHealth.Commands;

/// <summary><c>drill TARGET --at TIME</c>: fetches footage of one moment now, within the same login budget as the worker, and proves it or not.</summary>
internal static class DrillCommand
{
    private static readonly string[] LocalFormats =
        ["yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFF", "yyyy-MM-dd'T'HH:mm:ss.FFF"];

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var target = new Argument<string>("TARGET") { Description = Text.Of("DrillTarget") };
        var at = new Option<string>("--at") { HelpName = "TIME", Description = Text.Of("DrillAt") };
        var channel = new Option<int?>("--channel") { HelpName = "C", Description = Text.Of("DrillChannel") };
        var recording = new Option<string?>("--recording") { HelpName = "TOKEN", Description = Text.Of("DrillRecording") };
        var seconds = new Option<double>("--seconds") { HelpName = "N", Description = Text.Of("DrillSeconds"), DefaultValueFactory = _ => 10 };
        var still = new Option<string?>("--still") { HelpName = "FILE", Description = Text.Of("DrillStill") };
        var json = new Option<bool>("--json") { Description = Text.Of("OptionJson") };
        var data = DataFolder.Option();
        var (secrets, times) = (new SecretOptions(), new LocalTimes());
        var command = new Command("drill", Text.Of("Drill")) { target, at, channel, recording, seconds, still, json, data };
        times.AddTo(command);
        secrets.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var wanted = new FootageWanted(
                ReadTime(parsed.GetValue(at), times.ReadZone(parsed)), ReadLength(parsed.GetValue(seconds)), ReadChannel(parsed.GetValue(channel)),
                parsed.GetValue(recording), null, times.ReadZone(parsed));
            var device = ProbeTarget.Parse(parsed.GetValue(target)!);
            var credential = secrets.Read(parsed);
            await using var gates = await CommandLineGates.OpenAsync(parsed.GetValue(data), credential is not null, cancellationToken);
            return await new DrillTask(device, credential, gates, wanted, parsed.GetValue(still)).ExecuteAsync(parsed.GetValue(json), cancellationToken);
        });
        return command;
    }

    // With an offset it is that instant; without one it is local time of the zone.
    private static DateTimeOffset ReadTime(string? text, TimeZoneInfo zone)
    {
        if (text is null)
        {
            throw new UsageException(Text.Of("DrillAtMissing"));
        }

        if (DateTime.TryParseExact(text, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return LocalTime.ToInstant(local, zone);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var instant)
            && text.Length > "yyyy-MM-ddTHH:mm".Length && text[4] == '-' && text.AsSpan("yyyy-MM-dd".Length).IndexOfAny("Zz+-") >= 0
            ? instant
            : throw new UsageException(Text.Of("DrillAtUnreadable", text));
    }

    private static TimeSpan ReadLength(double seconds) => seconds is >= 1 and <= 600
        ? TimeSpan.FromSeconds(seconds) : throw new UsageException(Text.Of("SecondsRange", seconds, 1, 600));

    private static int? ReadChannel(int? channel) => channel is null or (>= 1 and <= 1024)
        ? channel : throw new UsageException(Text.Of("DrillChannelRange", channel, 1, 1024));
}
