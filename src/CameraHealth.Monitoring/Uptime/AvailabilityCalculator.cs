namespace CameraHealth.Monitoring.Uptime;

/// <summary>Books every instant of a window under exactly one of U, D, M, X, N; see <see cref="TallySweep"/>.</summary>
public static class AvailabilityCalculator
{
    /// <summary>Adds the window up, to the tick.</summary>
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
            history.Select(span => new StatusStretch(span.From.UtcTicks, span.To.UtcTicks, span.Status)).ToArray(),
            ServiceLine(service.Select(period => new Stretch(period.From.UtcTicks, period.To?.UtcTicks ?? long.MaxValue))),
            MaintenanceCover.Of(maintenance.Select(period => new MaintenanceStretch(period.From.UtcTicks, period.To?.UtcTicks ?? long.MaxValue, false)).ToArray()),
            monitoredFrom?.UtcTicks ?? long.MaxValue);
        return Availability.Of(sweep.Advance(from.UtcTicks, to.UtcTicks), TimeSpan.FromTicks(1));
    }

    /// <summary>Periods of service as one line without overlap, in microseconds.</summary>
    internal static IReadOnlyList<Stretch> ServiceLine(IReadOnlyList<Period> service) =>
        ServiceLine(service.Select(period => new Stretch(MicroTime.Of(period.From), MicroTime.EndOf(period.To))));

    private static List<Stretch> ServiceLine(IEnumerable<Stretch> service)
    {
        var line = new List<Stretch>();
        foreach (var period in service.OrderBy(period => period.From))
        {
            if (line.Count > 0 && line[^1].To >= period.From)
            {
                line[^1] = line[^1] with { To = Math.Max(line[^1].To, period.To) };
            }
            else
            {
                line.Add(period);
            }
        }

        return line;
    }
}
