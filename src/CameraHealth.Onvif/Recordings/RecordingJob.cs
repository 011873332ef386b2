namespace CameraHealth.Onvif.Recordings;

/// <summary>What fills a recording (ONVIF RecordingControl 5.22).</summary>
/// <param name="Token">Names the job.</param>
/// <param name="RecordingToken">The recording it writes.</param>
/// <param name="SourceToken">The profile or receiver it reads; null: not told.</param>
/// <param name="State">Idle, Active, PartiallyActive, Error or another word of the device; null: not answered.</param>
/// <param name="Error">The device's words; null: none.</param>
public sealed record RecordingJob(string Token, string RecordingToken, string? SourceToken, string? State, string? Error)
{
    /// <summary>The device itself says that it does not record.</summary>
    public bool IsInError => Error is not null || string.Equals(State, "Error", StringComparison.OrdinalIgnoreCase);
}
