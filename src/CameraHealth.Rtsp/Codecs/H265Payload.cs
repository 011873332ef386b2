using System.Buffers.Binary;
using CameraHealth.Rtsp.Rtp;

namespace CameraHealth.Rtsp.Codecs;

/// <summary>RTP payload format for H.265 (RFC 7798).</summary>
/// <param name="hasDecodingOrder">sprop-max-don-diff above 0: decoding order numbers stand before the units.</param>
/// <param name="sink">Who wants the units; null: nobody.</param>
internal sealed class H265Payload(bool hasDecodingOrder, INalSink? sink = null) : VideoPayload
{
    private const int HeaderBytes = 2;
    private const int Aggregate = 48;
    private const int Fragment = 49;
    private const int SequenceParameterSet = 33;
    private readonly ParameterSetCopy _sequence = new(H265SequenceParameterSet.Parse);

    public override VideoFormat? Format => _sequence.Format;

    public override int SizeChanges => _sequence.SizeChanges;

    public override PictureParts Read(in RtpPacket packet)
    {
        var payload = packet.Payload;
        if (payload.Length <= HeaderBytes)
            return PictureParts.None;
        return TypeOf(payload) switch
        {
            Aggregate => ReadAggregate(payload[HeaderBytes..]),
            Fragment => ReadFragment(payload),
            _ => ReadSingle(payload),
        };
    }

    private PictureParts ReadSingle(ReadOnlySpan<byte> payload)
    {
        if (PartsOf(TypeOf(payload)) != PictureParts.None)
            return ReadNal(payload);
        var parts = PictureParts.None;
        while (!payload.IsEmpty)
            parts |= ReadNal(AnnexB.TakeFirst(ref payload));
        return parts;
    }

    private PictureParts ReadAggregate(ReadOnlySpan<byte> rest)
    {
        var parts = PictureParts.None;
        var orderBytes = hasDecodingOrder ? 2 : 0;
        while (rest.Length > orderBytes + 2)
        {
            var size = BinaryPrimitives.ReadUInt16BigEndian(rest[orderBytes..]);
            rest = rest[(orderBytes + 2)..];
            if (size == 0 || size > rest.Length)
                break;
            parts |= ReadNal(rest[..size]);
            rest = rest[size..];
            orderBytes = hasDecodingOrder ? 1 : 0;
        }

        return parts;
    }

    private PictureParts ReadFragment(ReadOnlySpan<byte> payload)
    {
        var isFirst = (payload[HeaderBytes] & 0x80) != 0;
        var type = payload[HeaderBytes] & 0x3f;
        var piece = payload[(HeaderBytes + 1)..];
        if (isFirst && hasDecodingOrder)
            piece = piece[Math.Min(2, piece.Length)..];
        sink?.TakeFragment([(byte)((payload[0] & 0x81) | (type << 1)), payload[1]], piece, isFirst);
        return PartsOf(type) | (isFirst ? BeginningOf(type, piece) : PictureParts.None);
    }

    private PictureParts ReadNal(ReadOnlySpan<byte> nal)
    {
        if (nal.Length <= HeaderBytes)
            return PictureParts.None;
        var type = TypeOf(nal);
        if (type == SequenceParameterSet)
            _sequence.Take(nal);
        sink?.Take(nal);
        return PartsOf(type) | BeginningOf(type, nal[HeaderBytes..]);
    }

    private static int TypeOf(ReadOnlySpan<byte> nal) => (nal[0] >> 1) & 0x3f;

    // 0-31 slices; 16-21 begin with a picture that needs no other (BLA, IDR, CRA).
    private static PictureParts PartsOf(int type) => type switch
    {
        >= 16 and <= 21 => PictureParts.Slice | PictureParts.Keyframe,
        < 32 => PictureParts.Slice,
        _ => PictureParts.None,
    };

    // first_slice_segment_in_pic_flag.
    private static PictureParts BeginningOf(int type, ReadOnlySpan<byte> slice) =>
        type < 32 && !slice.IsEmpty && (slice[0] & 0x80) != 0 ? PictureParts.Beginning : PictureParts.None;
}
