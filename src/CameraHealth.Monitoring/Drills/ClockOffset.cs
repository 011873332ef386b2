namespace CameraHealth.Monitoring.Drills;

/// <summary>How far a recorder's clock was off around a moment.</summary>
/// <param name="Offset">Device minus true time; positive: ahead.</param>
/// <param name="Error">Its uncertainty.</param>
/// <param name="MeasuredAt">UTC; when it was read.</param>
public sealed record ClockOffset(TimeSpan Offset, TimeSpan Error, DateTimeOffset MeasuredAt)
{
    /// <summary>A clock known less well proves nothing about the time of footage.</summary>
    public static readonly TimeSpan LargestError = TimeSpan.FromSeconds(5);
}
