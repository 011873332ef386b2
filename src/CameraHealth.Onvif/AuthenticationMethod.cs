namespace CameraHealth.Onvif;

/// <summary>How a device was found to authenticate protected calls.</summary>
public enum AuthenticationMethod
{
    /// <summary>Not found out yet.</summary>
    Unknown,

    /// <summary>It answers protected calls without a login.</summary>
    None,

    /// <summary>HTTP Digest (RFC 7616, RFC 2069), the norm of ONVIF Core 5.9.1.</summary>
    HttpDigest,

    /// <summary>WS-UsernameToken with password digest, the legacy scheme of ONVIF Core 5.9.5.</summary>
    UsernameToken,
}
