namespace CameraHealth.Monitoring.Drills;

/// <summary>Where footage of a channel is played.</summary>
/// <param name="Address">Of RTSP.</param>
/// <param name="RecordingToken">The recording; null: a maker's own address.</param>
/// <param name="Clock">The recorder's clock now; null: it tells none.</param>
public sealed record FootageAddress(Uri Address, string? RecordingToken, ClockOffset? Clock)
{
    /// <summary>Whether it is played by ONVIF replay.</summary>
    public bool IsOnvif => RecordingToken is not null;
}
