namespace CameraHealth.Monitoring.Uptime;

/// <summary>Books every instant of a window under exactly one of U, D, M, X, N; see <see cref="TallySweep"/>.</summary>
public static class AvailabilityCalculator
{
    /// <summary>Adds the window up, in whole microseconds.</summary>
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
        var sweep = new TallySweep(
            history.Select(span => new StatusStretch(MicroTime.Of(span.From), MicroTime.Of(span.To), span.Status)).ToArray(),
            ServiceLine(service),
            MaintenanceCover.Of([.. maintenance.Select(period => new MaintenancePeriod(period.From, period.To ?? DateTimeOffset.MaxValue, false))]),
            MicroTime.EndOf(monitoredFrom));
        return Availability.Of(sweep.Advance(MicroTime.Of(from), MicroTime.Of(to)));
    }

    /// <summary>Periods of service as one line without overlap.</summary>
    internal static IReadOnlyList<Stretch> ServiceLine(IReadOnlyList<Period> service)
    {
        var line = new List<Stretch>(service.Count);
        foreach (var period in service.OrderBy(period => period.From))
        {
            var (from, to) = (MicroTime.Of(period.From), MicroTime.EndOf(period.To));
            if (line.Count > 0 && line[^1].To >= from)
            {
                line[^1] = line[^1] with { To = Math.Max(line[^1].To, to) };
            }
            else
            {
                line.Add(new Stretch(from, to));
            }
        }

        return line;
    }
}
