using System.CommandLine;
using System.Globalization;
using CameraHealth.Monitoring.Uptime;
using CameraHealth.Storage.Uptime;

namespace CameraHealth.Commands;

/// <summary>The options that say whom a maintenance window concerns, and when.</summary>
internal sealed class MaintenanceOptions
{
    private readonly Option<string?> _device = new("--device") { HelpName = "CODE", Description = Text.Of("MaintenanceDevice") };
    private readonly Option<string?> _site = new("--site") { HelpName = "CODE", Description = Text.Of("MaintenanceSite") };
    private readonly Option<string?> _group = new("--group") { HelpName = "NAME", Description = Text.Of("MaintenanceGroup") };
    private readonly Option<bool> _all = new("--all") { Description = Text.Of("MaintenanceAll") };
    private readonly Option<string?> _from = new("--from") { HelpName = "TIME", Description = Text.Of("MaintenanceFrom") };
    private readonly Option<string?> _to = new("--to") { HelpName = "TIME", Description = Text.Of("MaintenanceTo") };
    private readonly Option<DayOfWeek?> _weekly = new("--weekly") { HelpName = "DAY", Description = Text.Of("MaintenanceWeekly") };
    private readonly Option<string?> _start = new("--start") { HelpName = "HH:MM", Description = Text.Of("MaintenanceStart") };
    private readonly Option<int?> _minutes = new("--minutes") { HelpName = "N", Description = Text.Of("MaintenanceMinutes") };
    private readonly LocalTimes _times = new();

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _device, _site, _group, _all, _from, _to, _weekly, _start, _minutes })
        {
            command.Add(option);
        }

        _times.AddTo(command);
    }

    /// <exception cref="UsageException">Something is missing or does not go together.</exception>
    public MaintenanceEntry Read(ParseResult parsed, string person, string reason)
    {
        var scopes = new[] { _device, _site, _group }.Count(option => parsed.GetValue(option) is not null) + (parsed.GetValue(_all) ? 1 : 0);
        Need(scopes == 1, "MaintenanceScope");
        var weekly = ReadWeekly(parsed);
        var from = _times.Read(parsed, _from) ?? throw new UsageException(Text.Of("OptionNeeded", _from.Name));
        var to = _times.Read(parsed, _to);
        Need(weekly is not null || to is not null, "OptionNeeded", _to.Name);
        Need(!(to <= from), "EndsBeforeItBegins");
        return new MaintenanceEntry
        {
            Device = parsed.GetValue(_device),
            Site = parsed.GetValue(_site),
            Group = parsed.GetValue(_group),
            From = from,
            To = to,
            Weekly = weekly,
            Reason = reason,
            Person = person,
        };
    }

    private WeeklySchedule? ReadWeekly(ParseResult parsed)
    {
        if (parsed.GetValue(_weekly) is not { } day)
        {
            Need(parsed.GetValue(_start) is null && parsed.GetValue(_minutes) is null, "OptionNeeded", _weekly.Name);
            return null;
        }

        Need(TimeOnly.TryParseExact(parsed.GetValue(_start), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start), "OptionNeeded", _start.Name);
        Need(parsed.GetValue(_minutes) is > 0 and var minutes && minutes <= WeeklySchedule.MaxDuration.TotalMinutes, "OptionNeeded", _minutes.Name);
        return new WeeklySchedule(day, start, TimeSpan.FromMinutes(parsed.GetValue(_minutes)!.Value), _times.ReadZone(parsed).Id);
    }

    private static void Need(bool holds, string key, params object?[] values)
    {
        if (!holds)
        {
            throw new UsageException(Text.Of(key, values));
        }
    }
}
