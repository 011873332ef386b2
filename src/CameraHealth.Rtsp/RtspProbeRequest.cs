using System.Net.Sockets;
using CameraHealth.Authentication;

namespace CameraHealth.Rtsp;

/// <summary>One stream to look at.</summary>
public sealed record RtspProbeRequest
{
    /// <summary><c>rtsp://host[:port]/path?query</c>. A name and password inside are ignored and never shown.</summary>
    public required Uri Target { get; init; }

    /// <summary>The account to use when the device asks for one; null: none.</summary>
    public DeviceCredential? Credential { get; init; }

    /// <summary>Asked before the credential is sent. Null: one attempt is allowed.</summary>
    public ILoginGate? Gate { get; init; }

    /// <summary>How long to take media after PLAY.</summary>
    public TimeSpan Receive { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The whole probe without TEARDOWN (at most 1 s more). Null: 15 s and <see cref="Receive"/>.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Limit for the connection and for each reply.</summary>
    public TimeSpan ReplyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Makes the TCP connection to a host and port; the caller's network policy goes here. Null: plain TCP.
    /// A <see cref="SocketException"/> becomes an outcome; any other exception passes through the probe to the caller.
    /// </summary>
    public Func<string, int, CancellationToken, ValueTask<Socket>>? Connect { get; init; }
}
