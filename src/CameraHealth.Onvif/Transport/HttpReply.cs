using CameraHealth.Authentication;

namespace CameraHealth.Onvif.Transport;

/// <summary>One HTTP reply, read to its end within all limits.</summary>
internal sealed record HttpReply
{
    public required int Status { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The connection ended before the announced end. The answer may be complete nevertheless.</summary>
    public bool Truncated { get; init; }

    public IReadOnlyList<AuthenticateChallenge> Challenges { get; init; } = [];

    /// <summary>The Authentication-Info header (RFC 7615), which may hold the next nonce.</summary>
    public string? AuthenticationInfo { get; init; }

    /// <summary>The Location header of a redirect; null: none.</summary>
    public string? Location { get; init; }

    /// <summary>Values of Set-Cookie headers.</summary>
    public IReadOnlyList<string> NewCookies { get; init; } = [];

    /// <summary>Monotonic stamps around the device's work on the request.</summary>
    public required long SentTimestamp { get; init; }

    public required long ReceivedTimestamp { get; init; }
}
