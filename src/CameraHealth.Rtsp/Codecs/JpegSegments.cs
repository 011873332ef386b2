using System.Buffers.Binary;

namespace CameraHealth.Rtsp.Codecs;

/// <summary>Real JPEG headers (ITU-T T.81, B.1.1 and B.2): ONVIF puts them into an RTP header extension (Streaming, 5.1.4).</summary>
internal static class JpegSegments
{
    /// <summary>Identifier of the extension on the first packet of a picture; it stands for the start-of-image marker.</summary>
    public const ushort ExtensionId = 0xFFD8;

    private const byte BaselineFrame = 0xC0;
    private const byte ExtendedFrame = 0xC1;
    private const byte StartOfScan = 0xDA;

    /// <summary>The size in the frame header; null: there is none.</summary>
    public static VideoFormat? ReadSize(ReadOnlySpan<byte> headers)
    {
        while (TryTake(ref headers, out var marker, out var segment))
        {
            if (marker is BaselineFrame or ExtendedFrame && segment.Length >= 5)
                return VideoFormat.From(BinaryPrimitives.ReadUInt16BigEndian(segment[3..]), BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), 0);
        }

        return null;
    }

    /// <summary>Takes the next segment: its marker and its content without the length.</summary>
    public static bool TryTake(ref ReadOnlySpan<byte> headers, out byte marker, out ReadOnlySpan<byte> segment)
    {
        marker = 0;
        segment = default;
        // Filling bytes of 0xFF may stand before a marker, and fill the extension up.
        while (headers.Length >= 2 && headers[0] == 0xff && headers[1] is 0xff or 0xd8)
            headers = headers[1] == 0xff ? headers[1..] : headers[2..];
        if (headers.Length < 4 || headers[0] != 0xff || headers[1] == StartOfScan)
            return false;
        var length = BinaryPrimitives.ReadUInt16BigEndian(headers[2..]);
        if (length < 2)
            return false;
        marker = headers[1];
        // A segment that is cut off is given as far as it goes.
        var end = Math.Min(2 + length, headers.Length);
        segment = headers[4..end];
        headers = headers[end..];
        return true;
    }
}
