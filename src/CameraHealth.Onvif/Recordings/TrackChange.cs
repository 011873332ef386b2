namespace CameraHealth.Onvif.Recordings;

/// <summary>Where footage begins or ends (tns1:RecordingHistory/Track/State, ONVIF RecordingSearch 5.21). The time is the device's.</summary>
/// <param name="RecordingToken">Which recording.</param>
/// <param name="TrackToken">Which track; null: not told.</param>
/// <param name="At">When.</param>
/// <param name="IsDataPresent">True: from here on there is footage.</param>
/// <param name="IsStartState">The state at the start of the search, no change.</param>
public sealed record TrackChange(string RecordingToken, string? TrackToken, DateTimeOffset At, bool IsDataPresent, bool IsStartState);
