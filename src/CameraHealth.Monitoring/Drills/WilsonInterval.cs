namespace CameraHealth.Monitoring.Drills;

/// <summary>The 95 % interval of a ratio by Wilson's score, which holds for few trials and at the ends.</summary>
/// <param name="Low">0–1.</param>
/// <param name="High">0–1.</param>
public readonly record struct WilsonInterval(double Low, double High)
{
    private const double Z = 1.959963984540054;

    /// <summary>Null: nothing was tried.</summary>
    public static WilsonInterval? Of(int successes, int trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        if (trials == 0)
        {
            return null;
        }

        var (p, n, z2) = ((double)successes / trials, trials, Z * Z);
        var centre = p + (z2 / (2 * n));
        var half = Z * Math.Sqrt((p * (1 - p) / n) + (z2 / (4.0 * n * n)));
        var whole = 1 + (z2 / n);
        return new WilsonInterval(Math.Max(0, (centre - half) / whole), Math.Min(1, (centre + half) / whole));
    }
}
