using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace CameraHealth.IntegrationTests.Rtsp;

/// <summary>The camera's side of one connection.</summary>
internal sealed class FakeCameraTalk(Socket socket, List<string> requests, CancellationToken cancellationToken)
{
    public const string Description = "v=0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:track1\r\n";

    private readonly byte[] _buffer = new byte[16 * 1024];

    public CancellationToken Ended => cancellationToken;

    /// <summary>The next request; empty when the other side has closed.</summary>
    public async Task<string> ReadAsync()
    {
        var text = new StringBuilder();
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            var count = await socket.ReceiveAsync(_buffer, SocketFlags.None, cancellationToken);
            if (count == 0)
                return string.Empty;
            text.Append(Encoding.UTF8.GetString(_buffer, 0, count));
        }

        requests.Add(text.ToString());
        return text.ToString();
    }

    public async Task SendAsync(byte[] bytes) => await socket.SendAsync(bytes, SocketFlags.None, cancellationToken);

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Answers with a sequence number that is always wrong: nobody may depend on it.</summary>
    public Task ReplyAsync(string status, string headers = "", string body = "") =>
        SendAsync(string.Create(CultureInfo.InvariantCulture, $"RTSP/1.0 {status}\r\nCseq: 99\r\n{headers}Content-Length: {body.Length}\r\n\r\n{body}"));

    /// <summary>Reads a request and answers it.</summary>
    public async Task<string> AnswerAsync(string status = "200 OK", string headers = "", string body = "")
    {
        var request = await ReadAsync();
        await ReplyAsync(status, headers, body);
        return request;
    }

    /// <summary>OPTIONS, DESCRIBE and SETUP; then reads PLAY and leaves it unanswered.</summary>
    public async Task BeginAsync(string transport = "RTP/AVP/TCP;unicast;interleaved=0-1")
    {
        await AnswerAsync();
        await AnswerAsync(body: Description);
        await AnswerAsync(headers: $"Session: 1234 ; timeout = 60\r\nTransport: {transport}\r\n");
        await ReadAsync();
    }

    /// <summary>OPTIONS, DESCRIBE, SETUP and PLAY answered; the packets sent; and the connection is at its end.</summary>
    public async Task PlayAsync(string description, IEnumerable<byte[]> packets)
    {
        await AnswerAsync();
        await AnswerAsync(body: description);
        await AnswerAsync(headers: "Session: 1234\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n");
        await AnswerAsync();
        foreach (var packet in packets)
            await SendFrameAsync(packet);
    }

    /// <summary>Sends one interleaved packet.</summary>
    public Task SendFrameAsync(byte[] packet, byte channel = 0) => SendAsync([(byte)'$', channel, (byte)(packet.Length >> 8), (byte)packet.Length, .. packet]);

    /// <summary>Takes bytes that are no request: a report of the other side. Empty: it has closed.</summary>
    public async Task<byte[]> ReadFrameAsync() => _buffer[..await socket.ReceiveAsync(_buffer, SocketFlags.None, cancellationToken)];

    /// <summary>Answers whatever comes until the other side has closed.</summary>
    public async Task AnswerRestAsync()
    {
        try
        {
            while ((await AnswerAsync()).Length > 0)
            {
            }
        }
        catch (SocketException)
        {
            // It closed while it was answered: nothing more comes.
        }
    }

    public Task SendPacketAsync(ushort sequence, uint timestamp, bool keyframe = false, byte channel = 0, uint ssrc = 7, bool marker = false)
    {
        byte[] frame = [(byte)'$', channel, 0, 16, 0x80, (byte)(marker ? 0xE0 : 0x60), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)(keyframe ? 0x65 : 0x41), 0x88, 1, 2];
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(6), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8), timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(12), ssrc);
        return SendAsync(frame);
    }
}
