namespace CameraHealth.Monitoring.Observations;

/// <summary>What a scheduled poll asks. Numbers are stored: never reuse one.</summary>
public enum PollKind
{
    /// <summary>Is it there, does it answer, does it let us in: one or two calls.</summary>
    Health = 1,

    /// <summary>Some seconds of RTP.</summary>
    Stream = 2,

    /// <summary>One picture, looked at.</summary>
    Picture = 3,
}
