using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;

namespace CameraHealth.Rtsp;

/// <summary>
/// The connection, plain or TLS, and its receive buffer. One receive takes all that is there and is stamped once;
/// <see cref="TryRead"/> then gives out the frames in it without copying.
/// </summary>
internal sealed class RtspConnection(Socket socket, SslStream? tls, TimeProvider time) : IDisposable
{
    private const int InitialBufferBytes = 128 * 1024;
    private const int LargestBufferBytes = RtspFraming.MaxHeaderBytes + RtspFraming.MaxBodyBytes + RtspFraming.MaxFrameBytes;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialBufferBytes);
    private int _start;
    private int _end;

    /// <summary>Monotonic timestamp of the last receive.</summary>
    public long ReceivedAt { get; private set; }

    /// <summary>True when the other side has ended the connection or it broke.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Our side of the connection; null: it is no IP socket.</summary>
    public IPAddress? LocalAddress => (socket.LocalEndPoint as IPEndPoint)?.Address;

    /// <summary>The device's side.</summary>
    public IPAddress? RemoteAddress => (socket.RemoteEndPoint as IPEndPoint)?.Address;

    public ValueTask SendAsync(string text, CancellationToken cancellationToken) => SendAsync(Encoding.UTF8.GetBytes(text), cancellationToken);

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (tls is not null)
        {
            await tls.WriteAsync(bytes, cancellationToken);
            return;
        }

        while (!bytes.IsEmpty)
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, cancellationToken)..];
    }

    /// <summary>Waits for bytes. False: the other side has ended the connection.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> ReceiveAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        try
        {
            var room = _buffer.AsMemory(_end);
            var count = tls is null ? await socket.ReceiveAsync(room, SocketFlags.None, cancellationToken) : await tls.ReadAsync(room, cancellationToken);
            ReceivedAt = time.GetTimestamp();
            _end += count;
            IsClosed = count == 0;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            IsClosed = true;
        }

        return !IsClosed;
    }

    /// <summary>The next whole frame of what was received.</summary>
    /// <exception cref="StreamException">The bytes are not RTSP, or too many.</exception>
    public bool TryRead(out RtspFrame frame)
    {
        var found = RtspFraming.TryRead(_buffer.AsSpan(_start, _end - _start), out frame, out var consumed);
        _start += consumed;
        return found;
    }

    public void Dispose()
    {
        tls?.Dispose();
        socket.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void MakeRoom()
    {
        if (_start == _end)
            _start = _end = 0;
        if (_buffer.Length - _end >= RtspFraming.MaxFrameBytes)
            return;
        var held = _buffer.AsSpan(_start, _end - _start);
        if (_buffer.Length - held.Length >= RtspFraming.MaxFrameBytes)
        {
            held.CopyTo(_buffer);
        }
        else
        {
            // Only a large body comes here; its limit was checked when its header was read.
            var larger = ArrayPool<byte>.Shared.Rent(LargestBufferBytes);
            held.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        (_start, _end) = (0, held.Length);
    }
}
