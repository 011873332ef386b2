using System.Buffers.Binary;
using CameraHealth.Rtsp.Rtp;

namespace CameraHealth.Rtsp.Codecs;

/// <summary>RTP payload format for JPEG (RFC 2435, section 3.1). Each picture can be decoded by itself.</summary>
internal sealed class JpegPayload : VideoPayload
{
    private const int HeaderBytes = 8;

    /// <summary>ONVIF Streaming, 5.1.4: the real JPEG headers, on the first packet of a picture above 2040 pixels.</summary>
    private const ushort OnvifJpegHeaders = 0xFFD8;

    private VideoFormat? _format;

    public override VideoFormat? Format => _format;

    public override PictureParts Read(in RtpPacket packet)
    {
        var payload = packet.Payload;
        if (payload.Length <= HeaderBytes)
            return PictureParts.None;
        // Zero means above 2040 pixels; both zero without a frame header means as before.
        if (payload[6] != 0 && payload[7] != 0)
            _format = VideoFormat.From(payload[6] * 8, payload[7] * 8, 0);
        else if (packet.ExtensionId == OnvifJpegHeaders)
            _format = ReadFrameHeader(packet.Extension) ?? _format;
        return PictureParts.Slice | PictureParts.Keyframe;
    }

    // SOF0 or SOF1 (ITU-T T.81, B.2.2): marker, length, precision, height, width.
    private static VideoFormat? ReadFrameHeader(ReadOnlySpan<byte> headers)
    {
        for (var at = 0; at + 9 <= headers.Length; at++)
        {
            if (headers[at] == 0xFF && headers[at + 1] is 0xC0 or 0xC1)
                {
                var height = BinaryPrimitives.ReadUInt16BigEndian(headers[(at + 5)..]);
                var width = BinaryPrimitives.ReadUInt16BigEndian(headers[(at + 7)..]);
                return VideoFormat.From(width, height, 0);
            }
        }

        return null;
    }
}
