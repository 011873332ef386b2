namespace CameraHealth.Authentication;

/// <summary>The hash of a Digest challenge; the stronger one has the higher number.</summary>
public enum DigestAlgorithm
{
    /// <summary>Not known here, or not in the base library (SHA-512-256). Such a challenge cannot be answered.</summary>
    Unsupported = 0,

    /// <summary>RFC 2069, and the default of RFC 2617 when no algorithm is named.</summary>
    Md5 = 1,

    /// <summary>RFC 7616.</summary>
    Sha256 = 2,
}
