using CameraHealth.Monitoring.Assessment;

namespace CameraHealth.Monitoring.Uptime;

/// <summary>A piece of the overall status's history; closed-open.</summary>
/// <param name="From">UTC.</param>
/// <param name="To">UTC; later than <paramref name="From"/>.</param>
/// <param name="Status">The verdict in it.</param>
public readonly record struct StatusSpan(DateTimeOffset From, DateTimeOffset To, Status Status);

/// <summary>A span of time; closed-open.</summary>
/// <param name="From">UTC.</param>
/// <param name="To">UTC; null: without end.</param>
public readonly record struct Period(DateTimeOffset From, DateTimeOffset? To);

/// <summary>Where the seconds of a window went. U + D + M + X + N = T exactly.</summary>
/// <param name="Window">T, the window's length.</param>
/// <param name="Up">U: Healthy or Degraded.</param>
/// <param name="Down">D: Unhealthy.</param>
/// <param name="Maintenance">M: observed, within a maintenance window.</param>
/// <param name="Unknown">X: in service and not observed, the time before monitoring began included.</param>
/// <param name="NotInService">N.</param>
/// <param name="NotMonitored">The part of X that lies before monitoring began, shown apart.</param>
public sealed record Availability(
    TimeSpan Window, TimeSpan Up, TimeSpan Down, TimeSpan Maintenance, TimeSpan Unknown, TimeSpan NotInService, TimeSpan NotMonitored)
{
    /// <summary>Below this coverage no percentage is a verdict: <em>không đủ dữ liệu</em>.</summary>
    public const double RequiredCoverage = 0.9;

    /// <summary>K1 = U ÷ (U + D), 0–1; null: nothing was observed outside maintenance.</summary>
    public double? Ratio => Divide(Up, Up + Down);

    /// <summary>K2, low end = U ÷ (U + D + X), 0–1; null: nothing in service outside maintenance.</summary>
    public double? RatioLow => Divide(Up, Up + Down + Unknown);

    /// <summary>K2, high end = (U + X) ÷ (U + D + X), 0–1; null: nothing in service outside maintenance.</summary>
    public double? RatioHigh => Divide(Up + Unknown, Up + Down + Unknown);

    /// <summary>K3 = (U + D + M) ÷ (T − N), 0–1; null: never in service in the window.</summary>
    public double? Coverage => Divide(Up + Down + Maintenance, Window - NotInService);

    /// <summary>Whether the coverage allows a verdict.</summary>
    public bool IsCovered => Coverage >= RequiredCoverage;

    /// <summary>A tally as spans of time.</summary>
    /// <param name="tally">Counted in <paramref name="unit"/>.</param>
    /// <param name="unit">Null: microseconds.</param>
    internal static Availability Of(TimeTally tally, TimeSpan? unit = null)
    {
        var one = unit ?? TimeSpan.FromMicroseconds(1);
        return new Availability(
            Times(tally.Window), Times(tally.Up), Times(tally.Down), Times(tally.Maintenance), Times(tally.Unknown), Times(tally.NotInService), Times(tally.NotMonitored));

        TimeSpan Times(long count) => new(one.Ticks * count);
    }

    private static double? Divide(TimeSpan part, TimeSpan whole) => whole > TimeSpan.Zero ? part / whole : null;
}
