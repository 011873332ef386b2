using System.Buffers;
using System.Net;
using System.Net.Sockets;
using CameraHealth.Rtsp.Rtp;

namespace CameraHealth.Rtsp;

/// <summary>Receives over UDP: packets and reports on their own sockets, while the RTSP connection keeps the session alive.</summary>
internal sealed class UdpReceiver(UdpPortPair ports, IPAddress device, SetupReply setup, MediaReception reception, TimeProvider time) : IAsyncDisposable
{
    private const int LargestDatagram = 65535;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    private const int GraceWindow = 512;
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _playing = new();
    private readonly List<Task> _loops = [];

    /// <summary>Begins to receive: before PLAY is sent, so that each packet has its time of arrival.</summary>
    public void Begin()
    {
        _loops.Add(ReceiveAsync(ports.Rtp, reception.AcceptPacket, _ending.Token));
        _loops.Add(ReceiveAsync(ports.Rtcp, reception.AcceptReport, _ending.Token));
    }

    /// <summary>Opens the way through a firewall in between, as other clients do, by sending first.</summary>
    public async ValueTask OpenWayAsync(CancellationToken cancellationToken)
    {
        // A packet without content, and a report on nothing.
        await SendAsync(ports.Rtp, setup.ServerRtpPort, new byte[] { 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, cancellationToken);
        await SendAsync(ports.Rtcp, setup.ServerRtcpPort, new byte[] { 0x80, 201, 0, 1, 0, 0, 0, 0 }, cancellationToken);
    }

    /// <summary>Receives until the schedule ends it.</summary>
    /// <param name="dialogue">Keeps the session alive.</param>
    /// <param name="session">The session's address.</param>
    /// <param name="schedule">When it is over.</param>
    /// <param name="silence">So long may nothing at all come; null: to the end.</param>
    /// <param name="cancellationToken">Ends it with an exception.</param>
    /// <returns>Monotonic timestamp of the end.</returns>
    public async Task<long> RunAsync(RtspDialogue dialogue, RtspAddress session, ReceptionSchedule schedule, TimeSpan? silence, CancellationToken cancellationToken)
    {
        var replies = dialogue.IgnoreRepliesAsync(_playing.Token);
        using var timer = new PeriodicTimer(Tick, time);
        while (!schedule.IsOver && !(reception.Sequence.Received == 0 && schedule.Elapsed >= silence))
        {
            if (schedule.TakeKeepAlive(dialogue.Session))
                await dialogue.KeepAliveAsync(session, cancellationToken);
            if (schedule.TakeReport())
                await ReportAsync(cancellationToken);
            await timer.WaitForNextTickAsync(cancellationToken);
        }

        var endedAt = time.GetTimestamp();
        lock (_lock)
            reception.Sequence.Freeze();
        await _playing.CancelAsync();
        await replies.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return endedAt;
    }

    /// <summary>Waits for packets that were overtaken just when time was up: they are not lost.</summary>
    public async Task AwaitStragglersAsync(long endedAt, CancellationToken cancellationToken)
    {
        while (time.GetElapsedTime(endedAt) < Grace && HasHole())
            await Task.Delay(TimeSpan.FromMilliseconds(10), time, cancellationToken);
    }

    /// <summary>Receives no more; when this returns, the reception is at rest.</summary>
    public async Task StopAsync()
    {
        await _ending.CancelAsync();
        await Task.WhenAll(_loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await _playing.CancelAsync();
        await StopAsync();
        _ending.Dispose();
        _playing.Dispose();
    }

    private bool HasHole()
    {
        lock (_lock)
            return reception.Sequence.HasHoleAmongNewest(GraceWindow);
    }

    private async ValueTask ReportAsync(CancellationToken cancellationToken)
    {
        var report = new byte[ReceiverReport.Bytes];
        bool isWritten;
        lock (_lock)
            isWritten = reception.TryWriteReport(report);
        if (isWritten)
            await SendAsync(ports.Rtcp, setup.ServerRtcpPort, report, cancellationToken);
    }

    private async ValueTask SendAsync(Socket socket, int? port, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (port is not > 0)
            return;
        try
        {
            await socket.SendToAsync(bytes, SocketFlags.None, new IPEndPoint(device, port.Value), cancellationToken);
        }
        catch (SocketException)
        {
            // The device may not listen there. Nothing of the measurement hangs on it.
        }
    }

    private async Task ReceiveAsync(Socket socket, PacketTaker take, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(LargestDatagram);
        var sender = new SocketAddress(socket.AddressFamily);
        try
        {
            while (true)
            {
                var count = await socket.ReceiveFromAsync(buffer, SocketFlags.None, sender, cancellationToken);
                var arrivedAt = time.GetTimestamp();
                if (!IsDevice(sender))
                    continue;
                lock (_lock)
                    take(buffer.AsSpan(0, count), arrivedAt);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // From whatever port: some devices send from another one than they named.
    private bool IsDevice(SocketAddress sender)
    {
        Span<byte> bytes = stackalloc byte[16];
        return device.TryWriteBytes(bytes, out var length)
            && bytes[..length].SequenceEqual(sender.Buffer.Span.Slice(sender.Family == AddressFamily.InterNetwork ? 4 : 8, length));
    }

    private delegate void PacketTaker(ReadOnlySpan<byte> bytes, long arrivedAt);
}
