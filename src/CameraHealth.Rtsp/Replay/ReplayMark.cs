using System.Buffers.Binary;
using CameraHealth.Rtsp.Rtp;

namespace CameraHealth.Rtsp.Replay;

/// <summary>The header extension of footage: profile 0xABAC, 64 bits of NTP time and the flags (ONVIF Streaming 6.3).</summary>
internal readonly record struct ReplayMark(ulong NtpTime, byte Flags)
{
    private const ushort Profile = 0xabac;
    private const int Bytes = 12;
    private static readonly DateTimeOffset FirstEra = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset SecondEra = FirstEra.AddSeconds(1L << 32);

    public bool EndsSection => (Flags & 0x40) != 0;

    public bool IsDiscontinuity => (Flags & 0x20) != 0;

    public bool IsTerminal => (Flags & 0x10) != 0;

    /// <summary>The time of capture; null: the device filled in none. Small numbers are those after 2036.</summary>
    public DateTimeOffset? CapturedAt
    {
        get
        {
            var seconds = (uint)(NtpTime >> 32);
            if (NtpTime == 0)
                return null;
            var ticks = (long)(((NtpTime & 0xffffffff) * TimeSpan.TicksPerSecond) >> 32);
            return (seconds >= 0x80000000 ? FirstEra : SecondEra).AddSeconds(seconds).AddTicks(ticks);
        }
    }

    /// <summary>With JPEG another extension may follow in it.</summary>
    public static ReplayMark? Of(in RtpPacket packet) => packet.ExtensionId == Profile && packet.Extension.Length >= Bytes
        ? new ReplayMark(BinaryPrimitives.ReadUInt64BigEndian(packet.Extension), packet.Extension[8])
        : null;
}
