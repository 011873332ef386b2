namespace CameraHealth.Monitoring.Drills;

/// <summary>K11 of a set of drills.</summary>
/// <param name="Proven">Drills that proved footage.</param>
/// <param name="Failed">Drills that failed by the device.</param>
/// <param name="Channels">Different channels among proven and failed.</param>
/// <param name="Failures">Failed ones by cause.</param>
/// <param name="Apart">Those that count on neither side, by outcome.</param>
public sealed record Retrievability(
    int Proven, int Failed, int Channels, IReadOnlyDictionary<string, int> Failures, IReadOnlyDictionary<string, int> Apart)
{
    /// <summary>0–1; null: nothing counted.</summary>
    public double? Ratio => Proven + Failed > 0 ? (double)Proven / (Proven + Failed) : null;

    /// <summary>95 %; null: nothing counted.</summary>
    public WilsonInterval? Interval => WilsonInterval.Of(Proven, Proven + Failed);

    /// <summary>Adds drills up.</summary>
    /// <param name="drills">Channel, standing, and the cause (failed) or outcome (apart) of each.</param>
    public static Retrievability Of(IReadOnlyCollection<(long Channel, DrillStanding Standing, string Cause)> drills)
    {
        ArgumentNullException.ThrowIfNull(drills);
        Dictionary<string, int> Count(DrillStanding standing) => drills.Where(drill => drill.Standing == standing)
            .GroupBy(drill => drill.Cause, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        return new Retrievability(
            drills.Count(drill => drill.Standing == DrillStanding.Proven),
            drills.Count(drill => drill.Standing == DrillStanding.Failed),
            drills.Where(drill => drill.Standing != DrillStanding.Apart).Select(drill => drill.Channel).Distinct().Count(),
            Count(DrillStanding.Failed),
            Count(DrillStanding.Apart));
    }
}
