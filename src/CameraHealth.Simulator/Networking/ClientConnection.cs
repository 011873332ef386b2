using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CameraHealth.Simulator.Networking;

/// <summary>One accepted connection: reads requests within limits, writes replies and frames one at a time.</summary>
internal sealed class ClientConnection : IDisposable
{
    internal const int MaxHeadBytes = 64 * 1024;
    internal const int MaxBodyBytes = 256 * 1024;
    private const int FirstBufferBytes = 4 * 1024;

    // Some pictures' worth, as a camera has; the system would let it grow to megabytes, minutes of video that nobody reads.
    private const int SendBufferBytes = 128 * 1024;
    private readonly Socket _socket;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBufferBytes);
    private int _start;
    private int _end;

    internal ClientConnection(Socket socket)
    {
        _socket = socket;
        _socket.NoDelay = true;
        _socket.SendBufferSize = SendBufferBytes;
        LocalEndPoint = (IPEndPoint)socket.LocalEndPoint!;
    }

    /// <summary>The device's side: its address and port as the client reached them.</summary>
    internal IPEndPoint LocalEndPoint { get; }

    /// <summary>Reads one request; null when the client is gone, silent for too long, or does not speak the protocol.</summary>
    /// <param name="idle">How long the client may say nothing.</param>
    /// <param name="cancellationToken">The device is being stopped.</param>
    internal async Task<TextMessage?> ReadAsync(TimeSpan idle, CancellationToken cancellationToken)
    {
        int head;
        while ((head = SkipFramesAndFindHead()) < 0)
        {
            if (_end - _start >= MaxHeadBytes || !await FillAsync(idle, cancellationToken))
            {
                return null;
            }
        }

        var message = TextMessage.Parse(Encoding.UTF8.GetString(_buffer, _start, head));
        _start += head;
        var length = message?["Content-Length"] ?? "0";
        if (message is null
            || !int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bodyBytes)
            || bodyBytes > MaxBodyBytes)
        {
            return null;
        }

        while (_end - _start < bodyBytes)
        {
            if (!await FillAsync(idle, cancellationToken))
            {
                return null;
            }
        }

        message.Body = _buffer.AsSpan(_start, bodyBytes).ToArray();
        _start += bodyBytes;
        return message;
    }

    /// <summary>Sends all bytes, after what is being sent now.</summary>
    internal async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await SendRestAsync(bytes, cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>
    /// Begins to send a pooled buffer without waiting; false when the last send has not gone out yet, and nothing was sent.
    /// The buffer belongs to this call from now on in either case.
    /// </summary>
    internal bool TrySend(byte[] pooled, int length)
    {
        if (!_writing.Wait(0, CancellationToken.None))
        {
            ArrayPool<byte>.Shared.Return(pooled);
            return false;
        }

        _ = SendPooledAsync(pooled, length);
        return true;
    }

    /// <summary>Takes what the client still sends and says nothing, until it leaves.</summary>
    internal async Task StayMuteAsync(CancellationToken cancellationToken)
    {
        do
        {
            _start = _end = 0;
        }
        while (await FillAsync(Timeout.InfiniteTimeSpan, cancellationToken));
    }

    /// <summary>Closes at once; whoever reads or writes here ends.</summary>
    internal void Cut()
    {
        // Zero linger: the peer sees a reset, as when a camera loses power, and no port stays in TIME_WAIT.
        try
        {
            _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Already gone.
        }

        _socket.Dispose();
    }

    public void Dispose()
    {
        _socket.Dispose();
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task SendPooledAsync(byte[] pooled, int length)
    {
        try
        {
            await SendRestAsync(pooled.AsMemory(0, length), CancellationToken.None);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The reading side of this connection sees the same end and cleans up.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pooled);
            _writing.Release();
        }
    }

    private async ValueTask SendRestAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None, cancellationToken)..];
        }
    }

    /// <summary>Length of the head with its empty line, or -1. Frames that the client sends (RTCP) are thrown away.</summary>
    private int SkipFramesAndFindHead()
    {
        while (_end - _start >= 4 && _buffer[_start] == '$')
        {
            var frame = 4 + (_buffer[_start + 2] << 8) + _buffer[_start + 3];
            if (_end - _start < frame)
            {
                return -1;
            }

            _start += frame;
        }

        var waiting = _buffer.AsSpan(_start, _end - _start);
        if (waiting.IsEmpty || waiting[0] == '$')
        {
            return -1;
        }

        var blank = waiting.IndexOf("\r\n\r\n"u8);
        return blank < 0 ? -1 : blank + 4;
    }

    private async Task<bool> FillAsync(TimeSpan idle, CancellationToken cancellationToken)
    {
        MakeRoom();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(idle);
        try
        {
            var received = await _socket.ReceiveAsync(_buffer.AsMemory(_end), SocketFlags.None, deadline.Token);
            _end += received;
            return received > 0;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
    }
}
