using System.Net.Sockets;

namespace CameraHealth.Onvif;

/// <summary>Limits of one device's client. Devices are hostile: each limit is enforced.</summary>
public sealed class OnvifClientOptions
{
    /// <summary>Deadline of one ONVIF operation with all its requests (challenge and answer, one retry). Default 10 s.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Largest accepted reply in bytes, unpacked. Default 4 MiB.</summary>
    public int MaxReplyBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Deepest accepted nesting of XML elements. Default 64.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Whether Basic, which shows the password to everybody on the way, may be answered when a snapshot offers nothing better.</summary>
    public bool AllowBasic { get; init; }

    /// <summary>
    /// Opens the connection (host, port): the place of the caller's network policy, applied after name resolution.
    /// Null: connect directly. A <see cref="SocketException"/> with <see cref="SocketError.AccessDenied"/> says that the policy forbids the address.
    /// </summary>
    public Func<string, int, CancellationToken, ValueTask<Socket>>? Connect { get; init; }
}
