using System.Buffers.Binary;
using CameraHealth.Rtsp.Rtp;

namespace CameraHealth.Rtsp.Codecs;

/// <summary>RTP payload format for H.264 (RFC 6184). FU-A comes whatever <c>packetization-mode</c> says.</summary>
internal sealed class H264Payload : VideoPayload
{
    private const int LastSingleNal = 23;
    private const int StapA = 24;
    private const int StapB = 25;
    private const int FuA = 28;
    private const int FuB = 29;
    private readonly ParameterSetCopy _sequence = new();

    public override VideoFormat? Format => H264SequenceParameterSet.Parse(_sequence.Bytes);

    public override PictureParts Read(in RtpPacket packet)
    {
        var payload = packet.Payload;
        if (payload.IsEmpty)
            return PictureParts.None;
        var type = payload[0] & 0x1f;
        return type switch
        {
            <= LastSingleNal => ReadSingle(payload),
            StapA => ReadAggregate(payload[1..]),
            StapB when payload.Length > 3 => ReadAggregate(payload[3..]),
            FuA or FuB when payload.Length > 1 => PartsOf(payload[1] & 0x1f),
            _ => PictureParts.None,
        };
    }

    private PictureParts ReadSingle(ReadOnlySpan<byte> payload)
    {
        var first = ReadNal(payload);
        if (first != PictureParts.None)
            return first;
        // Parameter sets and SEI are short: looking for more behind them costs nothing. Slices are not searched.
        var parts = PictureParts.None;
        while (!payload.IsEmpty)
            parts |= ReadNal(AnnexB.TakeFirst(ref payload));
        return parts;
    }

    private PictureParts ReadAggregate(ReadOnlySpan<byte> rest)
    {
        var parts = PictureParts.None;
        while (rest.Length > 2)
        {
            var size = BinaryPrimitives.ReadUInt16BigEndian(rest);
            if (size == 0 || size > rest.Length - 2)
                break;
            parts |= ReadNal(rest.Slice(2, size));
            rest = rest[(2 + size)..];
        }

        return parts;
    }

    private PictureParts ReadNal(ReadOnlySpan<byte> nal)
    {
        if (nal.IsEmpty)
            return PictureParts.None;
        var type = nal[0] & 0x1f;
        if (type == 7)
            _sequence.Take(nal);
        return PartsOf(type);
    }

    // 1 slice, 2-4 data partitions, 5 IDR slice.
    private static PictureParts PartsOf(int type) => type switch
    {
        5 => PictureParts.Slice | PictureParts.Keyframe,
        >= 1 and <= 4 => PictureParts.Slice,
        _ => PictureParts.None,
    };
}
