using System.Buffers.Binary;
using CameraHealth.Rtsp.Rtp;

namespace CameraHealth.Rtsp.Codecs;

/// <summary>RTP payload format for H.264 (RFC 6184). FU-A comes whatever <c>packetization-mode</c> says.</summary>
internal sealed class H264Payload(INalSink? sink = null) : VideoPayload
{
    private const int SupplementalInformation = 6;
    private const int SequenceParameterSet = 7;
    private const int LastSingleNal = 23;
    private const int StapA = 24;
    private const int StapB = 25;
    private const int FuA = 28;
    private const int FuB = 29;
    private readonly ParameterSetCopy _sequence = new(H264SequenceParameterSet.Parse);

    public override VideoFormat? Format => _sequence.Format;

    public override int SizeChanges => _sequence.SizeChanges;

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
            FuA when payload.Length > 1 => ReadFragment(payload, payload[2..]),
            FuB when payload.Length > 3 => ReadFragment(payload, payload[4..]),
            _ => PictureParts.None,
        };
    }

    private PictureParts ReadSingle(ReadOnlySpan<byte> payload)
    {
        if (PartsOf(payload[0] & 0x1f) != PictureParts.None)
            return ReadNal(payload);
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

    // CostarHD sets start and end in one fragment, others send fragments without content: both are what they say.
    private PictureParts ReadFragment(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> piece)
    {
        var isFirst = (payload[1] & 0x80) != 0;
        var type = payload[1] & 0x1f;
        sink?.TakeFragment([(byte)((payload[0] & 0xe0) | type)], piece, isFirst);
        return PartsOf(type) | (isFirst ? BeginningOf(type, piece) : PictureParts.None);
    }

    private PictureParts ReadNal(ReadOnlySpan<byte> nal)
    {
        if (nal.IsEmpty)
            return PictureParts.None;
        var type = nal[0] & 0x1f;
        if (type == SequenceParameterSet)
            _sequence.Take(nal);
        sink?.Take(nal);
        return type == SupplementalInformation && RecoveryPoint.IsIn(nal[1..])
            ? PictureParts.Keyframe
            : PartsOf(type) | BeginningOf(type, nal[1..]);
    }

    // 1 slice, 2-4 data partitions, 5 IDR slice.
    private static PictureParts PartsOf(int type) => type switch
    {
        5 => PictureParts.Slice | PictureParts.Keyframe,
        >= 1 and <= 4 => PictureParts.Slice,
        _ => PictureParts.None,
    };

    // first_mb_in_slice is 0: one bit 1.
    private static PictureParts BeginningOf(int type, ReadOnlySpan<byte> slice) =>
        type is 1 or 2 or 5 && !slice.IsEmpty && (slice[0] & 0x80) != 0 ? PictureParts.Beginning : PictureParts.None;
}
