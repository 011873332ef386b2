namespace CameraHealth.Monitoring.Uptime;

/// <summary>When a maintenance window comes back: one local time a week.</summary>
/// <param name="Day">Local day of the week it begins on.</param>
/// <param name="Start">Local time it begins at.</param>
/// <param name="Duration">Elapsed time, more than 0 and at most 7 days.</param>
/// <param name="Zone">IANA name.</param>
public sealed record WeeklySchedule(DayOfWeek Day, TimeOnly Start, TimeSpan Duration, string Zone)
{
    /// <summary>Longest duration.</summary>
    public static readonly TimeSpan MaxDuration = TimeSpan.FromDays(7);

    /// <summary>Begins whose occurrence may touch a window, in order of time.</summary>
    /// <param name="from">UTC, inclusive.</param>
    /// <param name="to">UTC, exclusive.</param>
    public IEnumerable<DateTimeOffset> BeginsAround(DateTimeOffset from, DateTimeOffset to)
    {
        // A local day differs from the day in UTC by one at most; a shifted start by some hours.
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);
        var day = DateOnly.FromDateTime((from - Duration).UtcDateTime).AddDays(-2);
        day = day.AddDays(((int)Day - (int)day.DayOfWeek + 7) % 7);
        for (var last = DateOnly.FromDateTime(to.UtcDateTime).AddDays(2); day <= last; day = day.AddDays(7))
        {
            yield return LocalTime.ToInstant(day.ToDateTime(Start), zone);
        }
    }
}

/// <summary>A span of maintenance; closed-open.</summary>
/// <param name="From">UTC.</param>
/// <param name="To">UTC; later than <paramref name="From"/>.</param>
/// <param name="IsAfterTheFact">It was entered when it had begun already.</param>
public readonly record struct MaintenancePeriod(DateTimeOffset From, DateTimeOffset To, bool IsAfterTheFact);

/// <summary>A maintenance window: once, or every week.</summary>
/// <param name="Valid">Once: the window itself. Weekly: begins outside of it do not count, and what lasts is cut at its end.</param>
/// <param name="Weekly">Null: once.</param>
/// <param name="EnteredAt">When somebody first entered it, database time.</param>
public sealed record MaintenanceWindow(Period Valid, WeeklySchedule? Weekly, DateTimeOffset EnteredAt)
{
    /// <summary>The spans that touch [from, to), uncut, in order of time.</summary>
    public IEnumerable<MaintenancePeriod> Expand(DateTimeOffset from, DateTimeOffset to) =>
        Occurrences(from, to).Where(period => period.From < to && period.To > from && period.To > period.From);

    private IEnumerable<MaintenancePeriod> Occurrences(DateTimeOffset from, DateTimeOffset to)
    {
        var end = Valid.To ?? DateTimeOffset.MaxValue;
        return Weekly is null
            ? [new MaintenancePeriod(Valid.From, end, Valid.From < EnteredAt)]
            : Weekly.BeginsAround(from, to)
                .Where(begin => begin >= Valid.From && begin < end)
                .Select(begin => new MaintenancePeriod(begin, end - begin > Weekly.Duration ? begin + Weekly.Duration : end, begin < EnteredAt));
    }
}
