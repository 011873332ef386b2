namespace CameraHealth.Monitoring.Observations;

/// <summary>What one poll found about one rung. A fact, not a verdict. Numbers are stored: never reuse one.</summary>
public enum Finding
{
    /// <summary>Measured and good.</summary>
    Good = 1,

    /// <summary>It works, but not as it should (clock off, out of contract).</summary>
    Deviating = 2,

    /// <summary>Measured and not there.</summary>
    Failed = 3,

    /// <summary>The device refused us, or we hold our login back: says nothing about the rung.</summary>
    Refused = 4,

    /// <summary>We could not tell: the device is busy or we are cut off. Raises and resets no count, vouches for nothing.</summary>
    Inconclusive = 5,
}

/// <summary>One rung, one finding, one typed reason.</summary>
/// <param name="Rung">The rung.</param>
/// <param name="Finding">What was found.</param>
/// <param name="Reason"><see cref="Reason.None"/> when good.</param>
/// <param name="Detail">For the technician, English, without secrets or addresses; null when there is nothing to add.</param>
public sealed record RungFinding(Rung Rung, Finding Finding, Reason Reason = Reason.None, string? Detail = null)
{
    /// <summary>A rung that was measured good.</summary>
    public static RungFinding Good(Rung rung) => new(rung, Finding.Good);
}
