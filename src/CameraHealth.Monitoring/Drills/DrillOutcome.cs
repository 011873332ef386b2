namespace CameraHealth.Monitoring.Drills;

/// <summary>How the attempt to fetch footage of a moment ended. Names in files, JSON and metrics in snake case.</summary>
public enum DrillOutcome
{
    /// <summary>Footage of the moment was fetched, its times hold, and it decodes.</summary>
    Proven,

    /// <summary>There is no footage of the moment; what the device plays is of another time, or nothing. A failure.</summary>
    Gap,

    /// <summary>Something was played, but nobody can say of which time, or whether it decodes. Neither proven nor failed.</summary>
    NotVerified,

    /// <summary>Footage came and cannot be decoded as a sequence. A failure.</summary>
    Undecodable,

    /// <summary>The device has no place for a playback now. No failure.</summary>
    Busy,

    /// <summary>The device refused the playback, or the connection. No failure of the footage.</summary>
    Refused,

    /// <summary>The device knows no playback by time. No failure.</summary>
    Unsupported,

    /// <summary>The login was refused or not allowed. No failure.</summary>
    Unauthenticated,

    /// <summary>The device could not be reached. A failure when the device was down and we were not.</summary>
    Unreachable,

    /// <summary>A reply did not come in time.</summary>
    Timeout,
}
