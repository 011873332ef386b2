namespace CameraHealth.Rtsp;

/// <summary>How RTP is asked to travel. RTSP over TLS always carries it inside the connection: over UDP it would travel in the clear.</summary>
public enum RtspTransport
{
    /// <summary>Inside the RTSP connection; over UDP when the device answers 461 to that.</summary>
    Auto,

    /// <summary>Inside the RTSP connection and nothing else.</summary>
    Tcp,

    /// <summary>Over UDP and nothing else.</summary>
    Udp,

    /// <summary>Over UDP; inside the RTSP connection when the device refuses UDP or none arrives (a firewall in between).</summary>
    UdpFirst,
}
