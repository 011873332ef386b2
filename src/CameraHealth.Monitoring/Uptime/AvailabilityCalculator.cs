using CameraHealth.Monitoring.Assessment;

namespace CameraHealth.Monitoring.Uptime;

/// <summary>Books every instant of a window under exactly one of U, D, M, X, N.</summary>
/// <remarks>Precedence: not in service, then unknown, then maintenance, then up or down: maintenance covers only what was observed,
/// so it can neither fill a hole nor lift the coverage.</remarks>
public static class AvailabilityCalculator
{
    /// <summary>Adds the window up.</summary>
    /// <param name="from">Window begin, UTC, inclusive.</param>
    /// <param name="to">Window end, UTC, exclusive; not before <paramref name="from"/>.</param>
    /// <param name="history">Status spans in order of time, not overlapping; holes between them are unknown.</param>
    /// <param name="service">In service from–to; an instant outside all of them is not in service.</param>
    /// <param name="maintenance">Maintenance periods; they may overlap.</param>
    /// <param name="monitoredFrom">When monitoring began; null: never.</param>
    public static Availability Calculate(
        DateTimeOffset from,
        DateTimeOffset to,
        IReadOnlyList<StatusSpan> history,
        IReadOnlyList<Period> service,
        IReadOnlyList<Period> maintenance,
        DateTimeOffset? monitoredFrom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        var cuts = Cuts(from, to, history, service, maintenance, monitoredFrom);
        long up = 0, down = 0, maintained = 0, unknown = 0, outside = 0, unmonitored = 0;
        var next = 0;
        for (var i = 1; i < cuts.Count; i++)
        {
            var (begin, ticks) = (cuts[i - 1], (cuts[i] - cuts[i - 1]).Ticks);
            while (next < history.Count && history[next].To <= begin)
            {
                next++;
            }

            var status = next < history.Count && history[next].From <= begin ? history[next].Status : Status.Unknown;
            if (!Contains(service, begin))
            {
                outside += ticks;
            }
            else if (status == Status.Unknown)
            {
                unknown += ticks;
                unmonitored += monitoredFrom is null || begin < monitoredFrom ? ticks : 0;
            }
            else if (Contains(maintenance, begin))
            {
                maintained += ticks;
            }
            else if (status == Status.Unhealthy)
            {
                down += ticks;
            }
            else
            {
                up += ticks;
            }
        }

        return new Availability(
            to - from, new TimeSpan(up), new TimeSpan(down), new TimeSpan(maintained), new TimeSpan(unknown), new TimeSpan(outside), new TimeSpan(unmonitored));
    }

    private static List<DateTimeOffset> Cuts(
        DateTimeOffset from, DateTimeOffset to, IReadOnlyList<StatusSpan> history, IReadOnlyList<Period> service, IReadOnlyList<Period> maintenance, DateTimeOffset? monitoredFrom)
    {
        var cuts = new SortedSet<DateTimeOffset> { from, to };
        void Add(DateTimeOffset? at)
        {
            if (at > from && at < to)
            {
                cuts.Add(at.Value);
            }
        }

        foreach (var span in history)
        {
            Add(span.From);
            Add(span.To);
        }

        foreach (var period in service.Concat(maintenance))
        {
            Add(period.From);
            Add(period.To);
        }

        Add(monitoredFrom);
        return [.. cuts];
    }

    private static bool Contains(IReadOnlyList<Period> periods, DateTimeOffset at)
    {
        foreach (var period in periods)
        {
            if (period.From <= at && (period.To is null || at < period.To))
            {
                return true;
            }
        }

        return false;
    }
}
