namespace CameraHealth.Monitoring.Observations;

/// <summary>What was last found of a device's sub stream. It is measured less often than the main stream.</summary>
/// <param name="At">When it was measured.</param>
/// <param name="Reason">Why no picture came; <see cref="Reason.None"/>: pictures came.</param>
/// <param name="Measures">What was measured; null: no picture came.</param>
public sealed record SubStreamReading(DateTimeOffset At, Reason Reason, StreamReading? Measures)
{
    /// <summary>Whether it keeps its contract: pictures came, and no term deviates.</summary>
    public bool IsInContract => Measures is { Deviations.Count: 0 };
}
