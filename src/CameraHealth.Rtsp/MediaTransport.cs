using System.Net;

namespace CameraHealth.Rtsp;

/// <summary>How RTP travels in fact.</summary>
internal enum MediaTransport
{
    /// <summary>Inside the RTSP connection.</summary>
    Tcp,

    /// <summary>On ports of its own.</summary>
    Udp,

    /// <summary>Inside the RTSP connection, which is TLS.</summary>
    Tls,
}

internal static class MediaTransports
{
    /// <summary>What to ask for, in order.</summary>
    /// <exception cref="StreamException">UDP alone is wanted of a secured connection.</exception>
    public static IReadOnlyList<MediaTransport> Plan(RtspTransport wanted, bool isSecure) => (wanted, isSecure) switch
    {
        (RtspTransport.Udp, true) => throw new StreamException(
            StreamOutcome.Unsupported, StreamFailureReason.TransportRefused, "RTP over UDP would travel outside the TLS connection."),
        (_, true) => [MediaTransport.Tls],
        (RtspTransport.Tcp, _) => [MediaTransport.Tcp],
        (RtspTransport.Udp, _) => [MediaTransport.Udp],
        (RtspTransport.UdpFirst, _) => [MediaTransport.Udp, MediaTransport.Tcp],
        _ => [MediaTransport.Tcp, MediaTransport.Udp],
    };

    /// <summary>The address without the IPv6 form that a socket for both families gives it.</summary>
    public static IPAddress Unmapped(this IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
