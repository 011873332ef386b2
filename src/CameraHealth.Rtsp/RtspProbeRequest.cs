using System.Net.Sockets;
using CameraHealth.Authentication;

namespace CameraHealth.Rtsp;

/// <summary>One stream to look at; a device's main and sub streams differ in nothing but their address.</summary>
public sealed record RtspProbeRequest
{
    /// <summary><c>rtsp://host[:port]/path?query</c> or <c>rtsps://…</c>. A name and password inside are ignored and never shown.</summary>
    public required Uri Target { get; init; }

    /// <summary>The account to use when the device asks for one; null: none.</summary>
    public DeviceCredential? Credential { get; init; }

    /// <summary>Asked before the credential is sent. Null: one attempt is allowed.</summary>
    public ILoginGate? Gate { get; init; }

    /// <summary>Whether Basic, which shows the password to everybody on the way, may be answered when nothing better is offered.</summary>
    public bool AllowBasic { get; init; }

    /// <summary>The strongest scheme of <see cref="LoginScheme"/> under which this account was accepted before: a weaker one is a finding and is not answered,
    /// or whoever stands in between could ask for the password in clear. Null: none is known.</summary>
    public string? AcceptedLoginScheme { get; init; }

    /// <summary>How the media is asked to travel.</summary>
    public RtspTransport Transport { get; init; }

    /// <summary>SHA-256 of the certificate that the device showed before, hexadecimal, colons allowed. Another one ends the
    /// probe before anything is sent. Null: any is taken, and the report names it. For <c>rtsps</c> only.</summary>
    public string? ExpectedCertificateSha256 { get; init; }

    /// <summary>How long to take media after PLAY.</summary>
    public TimeSpan Receive { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Ends the reception after this time already, once two keyframes have come after the first burst, so that the
    /// rates are over whole groups of pictures (where a picture is asked for: once two have come, and a whole one). Null: a full measurement.</summary>
    public TimeSpan? EnoughAfter { get; init; }

    /// <summary>Whether one whole keyframe is to be handed over (<see cref="StreamReport.Keyframe"/>).</summary>
    public bool CaptureKeyframe { get; init; }

    /// <summary>With <see cref="RtspTransport.UdpFirst"/>: so long may nothing arrive over UDP before the connection is tried.</summary>
    public TimeSpan UdpSilence { get; init; } = TimeSpan.FromSeconds(5);

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
