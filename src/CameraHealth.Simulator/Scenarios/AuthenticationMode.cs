namespace CameraHealth.Simulator.Scenarios;

/// <summary>What a device asks before it answers. In files in snake case: <c>digest_no_qop</c>.</summary>
public enum AuthenticationMode
{
    /// <summary>ONVIF: HTTP Digest with <c>qop="auth"</c>. RTSP: Digest.</summary>
    Digest,

    /// <summary>ONVIF: HTTP Digest as in RFC 2069. RTSP: Digest.</summary>
    DigestNoQop,

    /// <summary>ONVIF: WS-UsernameToken with password digest. RTSP: Digest.</summary>
    UsernameToken,

    /// <summary>Nothing is asked, neither on ONVIF nor on RTSP.</summary>
    None,
}
