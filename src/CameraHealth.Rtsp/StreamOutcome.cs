namespace CameraHealth.Rtsp;

/// <summary>How a probe of one stream ended. Exactly one of these; the reason is in <see cref="StreamFailure"/>.</summary>
public enum StreamOutcome
{
    /// <summary>At least two pictures arrived after PLAY.</summary>
    Streaming,

    /// <summary>The device played its part but fewer than two pictures arrived, or it described no video.</summary>
    NoMedia,

    /// <summary>No such stream at this address (404, 454, 410).</summary>
    NotFound,

    /// <summary>A login was needed and none was given, allowed or accepted.</summary>
    Unauthenticated,

    /// <summary>The device has no place for one more session (453, 503). It is not broken.</summary>
    Busy,

    /// <summary>The device wants something that is not spoken here: another transport, another host, another method.</summary>
    Unsupported,

    /// <summary>The secured connection could not be made.</summary>
    TlsFailed,

    /// <summary>The host is there, and refused the connection.</summary>
    Refused,

    /// <summary>The host could not be reached, or did not answer the connection request.</summary>
    Unreachable,

    /// <summary>The connection stands, but a reply did not come in time.</summary>
    Timeout,

    /// <summary>The device answered, but not in RTSP, or with an error of its own.</summary>
    ProtocolError,

    /// <summary>Only asked to describe: OPTIONS and DESCRIBE went well. Says nothing about media.</summary>
    Described,
}
