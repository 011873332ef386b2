using CameraHealth.Monitoring.Uptime;
using CameraHealth.Storage.Uptime;

namespace CameraHealth.Web.Maintenance;

/// <summary>A maintenance window as somebody types it in: local times and their zone.</summary>
/// <remarks>Public because Razor components are.</remarks>
public sealed class MaintenanceDraft
{
    /// <summary>Characters of a reason and of a name at most.</summary>
    public const int MaxText = 500;

    /// <summary>Every week; else once.</summary>
    public bool IsWeekly { get; set; }

    /// <summary>Once: local begin.</summary>
    public DateTime? From { get; set; }

    /// <summary>Once: local end.</summary>
    public DateTime? To { get; set; }

    /// <summary>Weekly: local day of the week.</summary>
    public DayOfWeek Day { get; set; } = DayOfWeek.Monday;

    /// <summary>Weekly: local time it begins at.</summary>
    public TimeOnly? Start { get; set; }

    /// <summary>Weekly: elapsed time, 1 to 10,080.</summary>
    public int? Minutes { get; set; }

    /// <summary>Weekly: local day from which it counts.</summary>
    public DateOnly? FirstDay { get; set; }

    /// <summary>Weekly: last local day, inclusive; null: it goes on.</summary>
    public DateOnly? LastDay { get; set; }

    /// <summary>IANA name of the zone that all of these are meant in.</summary>
    public string Zone { get; set; } = LocalTime.DefaultZone;

    /// <summary>Why.</summary>
    public string Reason { get; set; } = string.Empty;

    /// <summary>Who enters it.</summary>
    public string Person { get; set; } = string.Empty;

    /// <summary>Whether it had begun at a moment: then it is marked as entered after the fact.</summary>
    public bool IsAfterTheFactAt(DateTimeOffset now) => FindZone() is { } zone && BeginIn(zone) < now;

    /// <summary>What is wrong with it: keys of texts.</summary>
    public IReadOnlyList<string> Check()
    {
        var zone = FindZone();
        var end = IsWeekly ? LastDay?.ToDateTime(TimeOnly.MaxValue) : To;
        var begin = IsWeekly ? FirstDay?.ToDateTime(TimeOnly.MinValue) : From;
        (bool IsWrong, string Key)[] rules =
        [
            (zone is null, "Maintenance.ZoneUnknown"),
            (begin is null, "Maintenance.BeginMissing"),
            (!IsWeekly && end is null, "Maintenance.EndMissing"),
            (zone is not null && begin is not null && end is not null && LocalTime.ToInstant(end.Value, zone) <= LocalTime.ToInstant(begin.Value, zone), "Maintenance.EndsBeforeItBegins"),
            (IsWeekly && Start is null, "Maintenance.StartMissing"),
            (IsWeekly && !(Minutes > 0 && Minutes <= WeeklySchedule.MaxDuration.TotalMinutes), "Maintenance.MinutesWrong"),
            (string.IsNullOrWhiteSpace(Reason) || Reason.Length > MaxText, "Maintenance.ReasonMissing"),
            (string.IsNullOrWhiteSpace(Person) || Person.Length > MaxText, "Maintenance.PersonMissing"),
        ];
        return [.. rules.Where(rule => rule.IsWrong).Select(rule => rule.Key)];
    }

    /// <summary>The window of one device; only when <see cref="Check"/> finds nothing.</summary>
    public MaintenanceEntry ToEntry(string device)
    {
        var zone = FindZone()!;
        return new MaintenanceEntry
        {
            Device = device,
            From = BeginIn(zone)!.Value,
            To = IsWeekly ? LastDay is { } last ? LocalTime.StartOf(last.AddDays(1), zone) : null : LocalTime.ToInstant(To!.Value, zone),
            Weekly = IsWeekly ? new WeeklySchedule(Day, Start!.Value, TimeSpan.FromMinutes(Minutes!.Value), zone.Id) : null,
            Reason = Reason,
            Person = Person,
        };
    }

    private DateTimeOffset? BeginIn(TimeZoneInfo zone) => IsWeekly
        ? FirstDay is { } first ? LocalTime.StartOf(first, zone) : null
        : From is { } from ? LocalTime.ToInstant(from, zone) : null;

    private TimeZoneInfo? FindZone() => TimeZoneInfo.TryFindSystemTimeZoneById(Zone.Trim(), out var zone) ? zone : null;
}
