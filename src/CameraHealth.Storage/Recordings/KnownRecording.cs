using CameraHealth.Monitoring.Recordings;

namespace CameraHealth.Storage.Recordings;

/// <summary>What is known of a channel before it is asked for again.</summary>
/// <param name="SearchedUntil">Up to where gaps are known; null: not at all.</param>
/// <param name="Recordings">Its recordings when they were last told.</param>
/// <param name="RequiredDays">As the register says, else the default.</param>
/// <param name="InServiceFrom">First moment of its service; null: not known.</param>
public sealed record KnownRecording(DateTimeOffset? SearchedUntil, IReadOnlyList<string> Recordings, int RequiredDays, DateTimeOffset? InServiceFrom)
{
    /// <summary>Days that have to be kept where the register says nothing.</summary>
    public const int DefaultRequiredDays = 30;

    /// <summary>The required time.</summary>
    public TimeSpan Required => TimeSpan.FromDays(RequiredDays);
}

/// <summary>A gap as it is stored.</summary>
/// <param name="Time">When, true UTC.</param>
/// <param name="Cause">camera_down, recorder_down, power, planned or unknown.</param>
/// <param name="IsOpen">It lasted when it was last looked at.</param>
public sealed record StoredGap(Stretch Time, string Cause, bool IsOpen);
