namespace CameraHealth.Monitoring.Uptime;

/// <summary>Where time went, in microseconds: what is added up, over days, devices and windows. Percentages are made from sums only.</summary>
/// <param name="Up">U: Healthy or Degraded.</param>
/// <param name="Down">D: Unhealthy.</param>
/// <param name="Maintenance">M: observed, within a maintenance window.</param>
/// <param name="Unknown">X: in service and not observed.</param>
/// <param name="NotInService">N.</param>
/// <param name="NotMonitored">The part of X before monitoring began.</param>
/// <param name="LateUp">The part of M that was up and is maintenance only by a window entered after it had begun.</param>
/// <param name="LateDown">The part of M that was down and is maintenance only by a window entered after it had begun.</param>
public readonly record struct TimeTally(
    long Up, long Down, long Maintenance, long Unknown, long NotInService, long NotMonitored, long LateUp, long LateDown)
{
    /// <summary>How many numbers it is made of.</summary>
    public const int Length = 8;

    /// <summary>T = U + D + M + X + N.</summary>
    public long Window => Up + Down + Maintenance + Unknown + NotInService;

    /// <summary>T − N.</summary>
    public long InService => Up + Down + Maintenance + Unknown;

    /// <summary>K1 = U ÷ (U + D), 0–1; null: nothing was observed outside maintenance.</summary>
    public double? Ratio => Divide(Up, Up + Down);

    /// <summary>K1 as if windows entered after the fact did not exist; null: nothing was observed outside the others.</summary>
    public double? RatioWithoutLateMaintenance => Divide(Up + LateUp, Up + LateUp + Down + LateDown);

    /// <summary>K2, low end = U ÷ (U + D + X), 0–1; null: nothing in service outside maintenance.</summary>
    public double? RatioLow => Divide(Up, Up + Down + Unknown);

    /// <summary>K2, high end = (U + X) ÷ (U + D + X), 0–1; null: nothing in service outside maintenance.</summary>
    public double? RatioHigh => Divide(Up + Unknown, Up + Down + Unknown);

    /// <summary>K3 = (U + D + M) ÷ (T − N), 0–1; null: never in service in the window.</summary>
    public double? Coverage => Divide(Up + Down + Maintenance, InService);

    /// <summary>Whether the coverage allows a verdict.</summary>
    public bool IsCovered => Coverage >= Availability.RequiredCoverage;

    /// <summary>Adds.</summary>
    public static TimeTally operator +(TimeTally left, TimeTally right) => new(
        left.Up + right.Up,
        left.Down + right.Down,
        left.Maintenance + right.Maintenance,
        left.Unknown + right.Unknown,
        left.NotInService + right.NotInService,
        left.NotMonitored + right.NotMonitored,
        left.LateUp + right.LateUp,
        left.LateDown + right.LateDown);

    /// <summary>Adds.</summary>
    public static TimeTally Add(TimeTally left, TimeTally right) => left + right;

    /// <summary>The numbers in the order of the parameters.</summary>
    public void CopyTo(Span<long> target)
    {
        ReadOnlySpan<long> numbers = [Up, Down, Maintenance, Unknown, NotInService, NotMonitored, LateUp, LateDown];
        numbers.CopyTo(target);
    }

    /// <summary>From the numbers in the order of the parameters.</summary>
    public static TimeTally Of(ReadOnlySpan<long> numbers) =>
        new(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6], numbers[7]);

    private static double? Divide(long part, long whole) => whole > 0 ? (double)part / whole : null;
}
