using System.Buffers.Binary;

namespace CameraHealth.Simulator.Media;

/// <summary>
/// One picture as RTP packets in RTSP interleaved framing (RFC 2326 10.12), made once and shared by all sessions.
/// Only channel, sequence number, timestamp and SSRC differ between sessions; they are written into a copy.
/// </summary>
/// <param name="block">All packets, one behind the other.</param>
/// <param name="packetStarts">Where each packet's <c>$</c> is in <paramref name="block"/>.</param>
internal sealed class ClipFrame(byte[] block, int[] packetStarts)
{
    /// <summary>Bytes of <c>$</c>, channel and length before each packet.</summary>
    internal const int FramingBytes = 4;

    internal const int RtpHeaderBytes = 12;

    internal int Length => block.Length;

    internal int Packets => packetStarts.Length;

    /// <summary>RTP payload bytes, as a sender report counts them (RFC 3550 6.4.1).</summary>
    internal int PayloadBytes => block.Length - (packetStarts.Length * (FramingBytes + RtpHeaderBytes));

    /// <summary>One RTP packet without its framing, as one of a session.</summary>
    internal byte[] PacketOf(int index, ushort sequence, uint timestamp, uint ssrc)
    {
        var start = packetStarts[index] + FramingBytes;
        var end = index + 1 < packetStarts.Length ? packetStarts[index + 1] : block.Length;
        var packet = block[start..end];
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), ssrc);
        return packet;
    }

    /// <summary>Copies the packets and makes them those of one session.</summary>
    internal void CopyTo(Span<byte> destination, byte channel, ushort firstSequence, uint timestamp, uint ssrc)
    {
        block.CopyTo(destination);
        foreach (var start in packetStarts)
        {
            var packet = destination[start..];
            packet[1] = channel;
            BinaryPrimitives.WriteUInt16BigEndian(packet[6..], firstSequence++);
            BinaryPrimitives.WriteUInt32BigEndian(packet[8..], timestamp);
            BinaryPrimitives.WriteUInt32BigEndian(packet[12..], ssrc);
        }
    }
}
