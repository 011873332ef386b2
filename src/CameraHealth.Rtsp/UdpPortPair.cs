using System.Net;
using System.Net.Sockets;

namespace CameraHealth.Rtsp;

/// <summary>Two UDP sockets side by side: packets on an even port, reports on the next one (RFC 3550, section 11).</summary>
internal sealed class UdpPortPair : IDisposable
{
    /// <summary>A keyframe comes as a burst of hundreds of packets; the system may grant less.</summary>
    private const int ReceiveBufferBytes = 4 * 1024 * 1024;

    private const int Tries = 64;

    // socket(7) SO_MEMINFO, its ninth number: packets dropped because this socket's buffer was full.
    private const int SocketLevel = 1;
    private const int MemoryOption = 55;
    private const int DropsIndex = 8;

    private UdpPortPair(Socket rtp, Socket rtcp)
    {
        (Rtp, Rtcp) = (rtp, rtcp);
        RtpPort = ((IPEndPoint)rtp.LocalEndPoint!).Port;
    }

    public Socket Rtp { get; }

    public Socket Rtcp { get; }

    public int RtpPort { get; }

    /// <summary>Packets that reached this machine and found the buffer full: not the network's loss, nor the device's.</summary>
    public long DroppedHere
    {
        get
        {
            Span<byte> numbers = stackalloc byte[4 * (DropsIndex + 1)];
            try
            {
                return Rtp.GetRawSocketOption(SocketLevel, MemoryOption, numbers) == numbers.Length ? BitConverter.ToUInt32(numbers[^4..]) : 0;
            }
            catch (SocketException)
            {
                return 0;
            }
        }
    }

    /// <summary>Opens a pair on the address by which the device is reached.</summary>
    /// <exception cref="StreamException">This machine has no ports.</exception>
    public static UdpPortPair Open(IPAddress local)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var rtp = TryBind(local, 0);
            if (rtp?.LocalEndPoint is IPEndPoint { Port: var port } && port % 2 == 0 && TryBind(local, port + 1) is { } rtcp)
                return new UdpPortPair(rtp, rtcp);
            rtp?.Dispose();
        }

        throw new StreamException(StreamOutcome.Unreachable, StreamFailureReason.OwnNetworkDown, "This machine has no pair of UDP ports.");
    }

    public void Dispose()
    {
        Rtp.Dispose();
        Rtcp.Dispose();
    }

    private static Socket? TryBind(IPAddress local, int port)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.ReceiveBufferSize = ReceiveBufferBytes;
            socket.Bind(new IPEndPoint(local, port));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}
