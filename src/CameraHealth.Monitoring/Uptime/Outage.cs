using CameraHealth.Monitoring.Assessment;

namespace CameraHealth.Monitoring.Uptime;

/// <summary>How an outage ended. Numbers are stored: never reuse one.</summary>
internal enum OutageEnd
{
    /// <summary>It lasts.</summary>
    Open = 0,

    /// <summary>The device was seen up at its end.</summary>
    Repaired = 1,

    /// <summary>We stopped seeing the device: when it was repaired is not known.</summary>
    Unobserved = 2,
}

/// <summary>An unbroken run of Unhealthy, microseconds. What begins outside service or within maintenance is none.</summary>
internal readonly record struct Outage(long From, long To, OutageEnd End);

/// <summary>Finds the outages in a device's history.</summary>
internal static class OutageFinder
{
    /// <summary>Outages that ended in (after, until] or last at <paramref name="until"/>.</summary>
    /// <param name="history">In order of time, whole at its begin: a run that reaches into the window is given from where it began.</param>
    /// <param name="service">In service, in order of time.</param>
    /// <param name="maintenance">As <see cref="MaintenanceCover"/> makes it.</param>
    /// <param name="after">Outages that ended at or before it are left out.</param>
    /// <param name="until">What comes after it is not known.</param>
    public static IEnumerable<Outage> Find(
        ReadOnlyMemory<StatusStretch> history, IReadOnlyList<Stretch> service, IReadOnlyList<MaintenanceStretch> maintenance, long after, long until)
    {
        for (var i = 0; i < history.Length; i++)
        {
            if (history.Span[i].Status != Status.Unhealthy)
            {
                continue;
            }

            var begin = history.Span[i].From;
            while (i + 1 < history.Length && history.Span[i + 1] is { Status: Status.Unhealthy } more && more.From == history.Span[i].To)
            {
                i++;
            }

            var end = history.Span[i].To;
            if (begin >= until || end <= after || !Counts(begin, service, maintenance))
            {
                continue;
            }

            yield return end > until ? new Outage(begin, until, OutageEnd.Open) : new Outage(begin, end, EndOf(history.Span, i));
        }
    }

    private static OutageEnd EndOf(ReadOnlySpan<StatusStretch> history, int last) =>
        last + 1 < history.Length && history[last + 1] is { Status: Status.Healthy or Status.Degraded } next && next.From == history[last].To
            ? OutageEnd.Repaired
            : OutageEnd.Unobserved;

    private static bool Counts(long at, IReadOnlyList<Stretch> service, IReadOnlyList<MaintenanceStretch> maintenance) =>
        service.Any(period => period.From <= at && at < period.To) && !maintenance.Any(period => period.From <= at && at < period.To);
}
