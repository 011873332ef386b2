using System.Buffers.Binary;

namespace CameraHealth.Rtsp.Rtp;

/// <summary>One RTP packet (RFC 3550, section 5.1), read in place.</summary>
internal readonly ref struct RtpPacket
{
    private const int FixedHeaderBytes = 12;

    public byte PayloadType { get; private init; }

    /// <summary>Meant to end a picture. Devices set it never, on every slice, or on SEI.</summary>
    public bool Marker { get; private init; }

    public ushort SequenceNumber { get; private init; }

    public uint Timestamp { get; private init; }

    public uint Ssrc { get; private init; }

    /// <summary>Identifier of the header extension; 0 when there is none.</summary>
    public ushort ExtensionId { get; private init; }

    public ReadOnlySpan<byte> Extension { get; private init; }

    /// <summary>Without contributing sources, extension and padding.</summary>
    public ReadOnlySpan<byte> Payload { get; private init; }

    /// <summary>False: not version 2, or shorter than it says.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out RtpPacket packet)
    {
        packet = default;
        if (bytes.Length < FixedHeaderBytes || bytes[0] >> 6 != 2)
            return false;
        var offset = FixedHeaderBytes + (4 * (bytes[0] & 0x0f));
        var extension = ReadOnlySpan<byte>.Empty;
        ushort extensionId = 0;
        if ((bytes[0] & 0x10) != 0)
        {
            if (bytes.Length < offset + 4)
                return false;
            extensionId = BinaryPrimitives.ReadUInt16BigEndian(bytes[offset..]);
            var length = 4 * BinaryPrimitives.ReadUInt16BigEndian(bytes[(offset + 2)..]);
            offset += 4;
            if (bytes.Length < offset + length)
                return false;
            extension = bytes.Slice(offset, length);
            offset += length;
        }

        var padding = (bytes[0] & 0x20) != 0 ? bytes[^1] : 0;
        if (bytes.Length < offset + padding)
            return false;
        packet = new RtpPacket
        {
            PayloadType = (byte)(bytes[1] & 0x7f),
            Marker = (bytes[1] & 0x80) != 0,
            SequenceNumber = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            Timestamp = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]),
            Ssrc = BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]),
            ExtensionId = extensionId,
            Extension = extension,
            Payload = bytes[offset..^padding],
        };
        return true;
    }
}
