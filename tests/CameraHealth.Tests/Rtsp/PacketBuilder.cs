using System.Buffers.Binary;

namespace CameraHealth.Tests.Rtsp;

/// <summary>RTP packets for tests.</summary>
internal static class PacketBuilder
{
    public static byte[] Packet(ushort sequence, uint timestamp, byte[] payload, byte payloadType = 96, uint ssrc = 7, bool marker = false)
    {
        byte[] packet = [0x80, (byte)(payloadType | (marker ? 0x80 : 0)), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. payload];
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), ssrc);
        return packet;
    }
}
