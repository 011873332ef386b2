namespace CameraHealth.Monitoring.Uptime;

/// <summary>Durations told by their middle and their bad end, not by their mean.</summary>
/// <param name="Count">How many there were.</param>
/// <param name="Median">Half are no longer; null: there was none.</param>
/// <param name="P90">Nine of ten are no longer; null: there was none.</param>
public readonly record struct DurationFigures(int Count, TimeSpan? Median, TimeSpan? P90)
{
    /// <summary>From durations in microseconds, in any order.</summary>
    internal static DurationFigures Of(List<long> durations)
    {
        durations.Sort();
        return new DurationFigures(durations.Count, At(durations, 0.5), At(durations, 0.9));
    }

    // Between the two nearest, as percentile_cont of SQL does it.
    private static TimeSpan? At(List<long> sorted, double share)
    {
        if (sorted.Count == 0)
        {
            return null;
        }

        var place = share * (sorted.Count - 1);
        var (low, high) = (sorted[(int)place], sorted[Math.Min((int)place + 1, sorted.Count - 1)]);
        return MicroTime.ToSpan(low + (long)((high - low) * (place - Math.Truncate(place))));
    }
}
