using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace CameraHealth.Rtsp;

/// <summary>
/// Cuts the byte stream into messages and interleaved packets (RFC 2326, sections 4 and 10.12). Packets may stand between
/// and before replies. What is neither ends the connection: searching on for a <c>$</c> would find one in the video.
/// </summary>
internal static class RtspFraming
{
    public const int MaxHeaderBytes = 64 * 1024;
    public const int MaxBodyBytes = 256 * 1024;
    public const int MaxFrameBytes = 4 + ushort.MaxValue;

    /// <summary>Takes one whole frame from the start of <paramref name="received"/>. False: more bytes are needed.</summary>
    /// <exception cref="StreamException">The bytes are not RTSP, or too many.</exception>
    public static bool TryRead(ReadOnlySpan<byte> received, out RtspFrame frame, out int consumed)
    {
        frame = default;
        consumed = 0;
        while (consumed < received.Length && received[consumed] is (byte)'\r' or (byte)'\n')
            consumed++;
        var rest = received[consumed..];
        if (rest.IsEmpty)
            return false;
        return rest[0] == '$' ? TryReadInterleaved(rest, ref frame, ref consumed) : TryReadMessage(rest, ref frame, ref consumed);
    }

    private static bool TryReadInterleaved(ReadOnlySpan<byte> rest, ref RtspFrame frame, ref int consumed)
    {
        if (rest.Length < 4)
            return false;
        var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
        if (rest.Length < 4 + length)
            return false;
        frame = new RtspFrame { Kind = RtspFrameKind.Interleaved, Channel = rest[1], Content = rest.Slice(4, length) };
        consumed += 4 + length;
        return true;
    }

    private static bool TryReadMessage(ReadOnlySpan<byte> rest, ref RtspFrame frame, ref int consumed)
    {
        if (rest[0] is < (byte)'A' or > (byte)'Z')
            throw StreamException.Malformed($"A message cannot begin with byte 0x{rest[0]:x2}.");
        var isReply = rest.StartsWith("RTSP/"u8);
        if (rest.Length >= 5 && !isReply && !IsRequestLine(rest))
            throw StreamException.Malformed($"Not an RTSP message: \"{DeviceText.Shorten(rest[..Math.Min(rest.Length, 40)])}\".");
        var headerLength = FindHeaderEnd(rest);
        if (headerLength < 0 || headerLength > MaxHeaderBytes)
        {
            if (rest.Length > MaxHeaderBytes)
                throw new StreamException(StreamOutcome.ProtocolError, StreamFailureReason.HeaderTooLarge, $"A header above {MaxHeaderBytes} bytes.");
            return false;
        }

        var bodyLength = ReadContentLength(rest[..headerLength]);
        if (rest.Length < headerLength + bodyLength)
            return false;
        frame = new RtspFrame
        {
            Kind = isReply ? RtspFrameKind.Reply : RtspFrameKind.Request,
            Content = rest[..headerLength],
            Body = rest.Slice(headerLength, bodyLength),
        };
        consumed += headerLength + bodyLength;
        return true;
    }

    /// <summary>Whether this can be the start of a server's request: so far only letters, or an RTSP version at the end of its line.</summary>
    private static bool IsRequestLine(ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)'\n');
        return end < 0
            ? !rest.StartsWith("HTTP/"u8) && rest.Length <= 4096
            : rest[..end].TrimEnd((byte)'\r').TrimEnd((byte)' ').EndsWith("RTSP/1.0"u8);
    }

    /// <summary>Length with the empty line; some devices end lines with LF alone. Negative: not there yet.</summary>
    private static int FindHeaderEnd(ReadOnlySpan<byte> rest)
    {
        var crlf = rest.IndexOf("\r\n\r\n"u8);
        var lf = rest.IndexOf("\n\n"u8);
        if (lf >= 0 && (crlf < 0 || lf < crlf))
            return lf + 2;
        return crlf < 0 ? -1 : crlf + 4;
    }

    private static int ReadContentLength(ReadOnlySpan<byte> header)
    {
        foreach (var range in header.Split((byte)'\n'))
        {
            var line = header[range];
            var colon = line.IndexOf((byte)':');
            if (colon < 0 || !Ascii.EqualsIgnoreCase(line[..colon].Trim((byte)' '), "Content-Length"u8))
                continue;
            var text = line[(colon + 1)..].Trim(" \t\r"u8);
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
                throw StreamException.Malformed("A Content-Length that is not a number.");
            if (length > MaxBodyBytes)
                throw new StreamException(StreamOutcome.ProtocolError, StreamFailureReason.BodyTooLarge, $"A body above {MaxBodyBytes} bytes.");
            return length;
        }

        return 0;
    }
}
