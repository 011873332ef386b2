using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CameraHealth.Rtsp;

namespace CameraHealth.IntegrationTests.Rtsp;

/// <summary>The UDP part of one session through a relay: a pair of ports towards the server and one towards the client, each with its thread.</summary>
internal sealed class RelayPath(RelayFaults faults) : IDisposable
{
    private readonly UdpPortPair _towardsServer = UdpPortPair.Open(IPAddress.Loopback);
    private readonly UdpPortPair _towardsClient = UdpPortPair.Open(IPAddress.Loopback);
    private readonly Random _random = new(faults.Seed);
    private readonly Queue<(byte[] Packet, long Due)> _held = [];
    private IPEndPoint? _client;
    private IPEndPoint? _clientReports;
    private IPEndPoint? _server;
    private IPEndPoint? _serverReports;
    private long _dropped;
    private long _taken;
    private readonly Lock _passing = new();
    private bool _isStopped;

    public long Dropped => Interlocked.Read(ref _dropped);

    public long Taken => Interlocked.Read(ref _taken);

    public long Overflowed => _towardsServer.DroppedHere;

    public int ReceiverReports { get; private set; }

    /// <summary>From now on nothing is counted or handed on; what was held back still is, as it would be on a real way.</summary>
    public void Stop()
    {
        lock (_passing)
        {
            _isStopped = true;
            while (_held.TryDequeue(out var held))
                SendToClient(held.Packet);
        }
    }

    public string TakeClientPort(int port)
    {
        (_client, _clientReports) = (new(IPAddress.Loopback, port), new(IPAddress.Loopback, port + 1));
        Begin(_towardsServer.Rtp, PassPacket);
        Begin(_towardsServer.Rtcp, bytes => _towardsClient.Rtcp.SendTo(bytes, _clientReports));
        return Pair(_towardsServer);
    }

    public string TakeServerPort(int port)
    {
        (_server, _serverReports) = (new(IPAddress.Loopback, port), new(IPAddress.Loopback, port + 1));
        Begin(_towardsClient.Rtp, bytes => _towardsServer.Rtp.SendTo(bytes, _server));
        Begin(_towardsClient.Rtcp, PassReport);
        return Pair(_towardsClient);
    }

    public void Dispose()
    {
        _towardsServer.Dispose();
        _towardsClient.Dispose();
    }

    private static string Pair(UdpPortPair ports) => string.Create(CultureInfo.InvariantCulture, $"{ports.RtpPort}-{ports.RtpPort + 1}");

    private void PassReport(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [_, 201, ..] && bytes.Length > 8)
            ReceiverReports++;
        _towardsServer.Rtcp.SendTo(bytes, _serverReports!);
    }

    private void PassPacket(ReadOnlySpan<byte> bytes)
    {
        lock (_passing)
        {
            if (!_isStopped)
                Spoil(bytes);
        }
    }

    private void Spoil(ReadOnlySpan<byte> bytes)
    {
        var number = Interlocked.Increment(ref _taken);
        if (_random.NextDouble() < faults.Drop)
            Interlocked.Increment(ref _dropped);
        else if (_random.NextDouble() < faults.Reorder)
            _held.Enqueue((bytes.ToArray(), number + faults.ReorderDepth));
        else
            SendToClient(bytes);
        while (_held.TryPeek(out var held) && held.Due <= number)
            SendToClient(_held.Dequeue().Packet);
    }

    private void SendToClient(ReadOnlySpan<byte> bytes)
    {
        _towardsClient.Rtp.SendTo(bytes, _client!);
        if (_random.NextDouble() < faults.Duplicate)
            _towardsClient.Rtp.SendTo(bytes, _client!);
    }

    // A thread of its own: the thread pool of a busy test run would be late and the buffer overflow.
    private static void Begin(Socket socket, PacketTaker take) => new Thread(() =>
    {
        Span<byte> buffer = new byte[65536];
        try
        {
            while (true)
                take(buffer[..socket.Receive(buffer)]);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }) { IsBackground = true }.Start();

    private delegate void PacketTaker(ReadOnlySpan<byte> bytes);
}
