using System.Buffers.Binary;
using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator.Media;

/// <summary>Turns one access unit into RTP packets: single NAL units, and FU-A (RFC 6184 5.8) or FU (RFC 7798 4.4.3) for large ones.</summary>
internal sealed class RtpPacketizer(VideoCodec codec)
{
    internal const byte PayloadType = 96;
    internal const int MaxPayloadBytes = 1400;
    private const byte FuA = 28;
    private const byte Fu = 49;
    private readonly List<byte> _block = [];
    private readonly List<int> _starts = [];

    internal static ClipFrame Packetize(VideoCodec codec, IReadOnlyList<ReadOnlyMemory<byte>> units)
    {
        var packetizer = new RtpPacketizer(codec);
        for (var i = 0; i < units.Count; i++)
        {
            packetizer.Add(units[i].Span, last: i == units.Count - 1);
        }

        return new ClipFrame([.. packetizer._block], [.. packetizer._starts]);
    }

    private void Add(ReadOnlySpan<byte> unit, bool last)
    {
        if (unit.Length <= MaxPayloadBytes)
        {
            BeginPacket(unit.Length, marker: last);
            _block.AddRange(unit);
            return;
        }

        var headerBytes = codec == VideoCodec.H264 ? 1 : 2;
        var type = NalUnit.TypeOf(codec, unit);
        var rest = unit[headerBytes..];
        var first = true;
        Span<byte> indicator = stackalloc byte[headerBytes + 1];
        WriteIndicator(indicator, unit);
        while (!rest.IsEmpty)
        {
            var piece = rest[..Math.Min(rest.Length, MaxPayloadBytes - indicator.Length)];
            rest = rest[piece.Length..];
            indicator[headerBytes] = (byte)(type | (first ? 0x80 : 0) | (rest.IsEmpty ? 0x40 : 0));
            BeginPacket(indicator.Length + piece.Length, marker: last && rest.IsEmpty);
            _block.AddRange(indicator);
            _block.AddRange(piece);
            first = false;
        }
    }

    private void WriteIndicator(Span<byte> indicator, ReadOnlySpan<byte> unit)
    {
        if (codec == VideoCodec.H264)
        {
            indicator[0] = (byte)((unit[0] & 0xE0) | FuA);
            return;
        }

        indicator[0] = (byte)((unit[0] & 0x81) | (Fu << 1));
        indicator[1] = unit[1];
    }

    private void BeginPacket(int payloadBytes, bool marker)
    {
        _starts.Add(_block.Count);
        Span<byte> header = stackalloc byte[ClipFrame.FramingBytes + ClipFrame.RtpHeaderBytes];
        header.Clear();
        header[0] = (byte)'$';
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)(ClipFrame.RtpHeaderBytes + payloadBytes));
        header[4] = 0x80;
        header[5] = (byte)(PayloadType | (marker ? 0x80 : 0));
        _block.AddRange(header);
    }
}
