using System.Buffers.Binary;

namespace CameraHealth.Rtsp.Rtp;

/// <summary>What a sender report says of the sender's clocks (RFC 3550, section 6.4.1).</summary>
/// <param name="Ssrc">Whose report it is.</param>
/// <param name="NtpTime">Seconds since 1900 in 32.32 fixed point; 0: the sender has no clock.</param>
/// <param name="RtpTimestamp">The same moment on the clock of the stream.</param>
internal readonly record struct SenderReport(uint Ssrc, ulong NtpTime, uint RtpTimestamp)
{
    private const byte Type = 200;
    private const int Bytes = 20;

    /// <summary>Finds the sender report in a compound packet. Malformed ones are met (Hanwha) and simply not found.</summary>
    public static bool TryFind(ReadOnlySpan<byte> compound, out SenderReport report)
    {
        report = default;
        while (compound.Length >= 4 && compound[0] >> 6 == 2)
        {
            var length = 4 * (BinaryPrimitives.ReadUInt16BigEndian(compound[2..]) + 1);
            if (compound[1] == Type && compound.Length >= Bytes && length >= Bytes)
            {
                report = new SenderReport(
                    BinaryPrimitives.ReadUInt32BigEndian(compound[4..]),
                    BinaryPrimitives.ReadUInt64BigEndian(compound[8..]),
                    BinaryPrimitives.ReadUInt32BigEndian(compound[16..]));
                return true;
            }

            if (length > compound.Length)
                return false;
            compound = compound[length..];
        }

        return false;
    }
}
