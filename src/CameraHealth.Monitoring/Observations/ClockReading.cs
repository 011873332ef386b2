namespace CameraHealth.Monitoring.Observations;

/// <summary>A device's clock against ours.</summary>
/// <param name="DeviceUtc">What the device said, to the second.</param>
/// <param name="Offset">Device + 0.5 s − midpoint of the exchange; positive: the device is ahead.</param>
/// <param name="Error">0.5 s + half the round trip.</param>
public sealed record ClockReading(DateTimeOffset DeviceUtc, TimeSpan Offset, TimeSpan Error)
{
    /// <summary>Whether |offset| + error stays within <paramref name="tolerance"/> (K12).</summary>
    public bool IsWithin(TimeSpan tolerance) => Offset.Duration() + Error <= tolerance;
}
