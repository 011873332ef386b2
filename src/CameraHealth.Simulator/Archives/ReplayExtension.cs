using System.Buffers.Binary;

namespace CameraHealth.Simulator.Archives;

/// <summary>The RTP header extension of replay: profile 0xABAC, three words (ONVIF Streaming 6.3).</summary>
internal static class ReplayExtension
{
    internal const int Clean = 0x80;
    internal const int EndOfSection = 0x40;
    internal const int Discontinuity = 0x20;
    internal const int Terminal = 0x10;

    private static readonly DateTimeOffset NtpEpoch = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static byte[] Write(DateTimeOffset captured, byte flags, byte sequence)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, 0xABAC);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), 3);
        var ticks = (captured - NtpEpoch).Ticks;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), unchecked((uint)(ticks / TimeSpan.TicksPerSecond)));
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8), (uint)(((ulong)(ticks % TimeSpan.TicksPerSecond) << 32) / TimeSpan.TicksPerSecond));
        bytes[12] = flags;
        bytes[13] = sequence;
        return bytes;
    }
}
