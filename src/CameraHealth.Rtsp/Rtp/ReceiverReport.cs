using System.Buffers.Binary;

namespace CameraHealth.Rtsp.Rtp;

/// <summary>
/// Our report to the sender (RFC 3550, sections 6.4.2 and 6.5): some cameras stop sending when none comes within 5 s.
/// </summary>
internal sealed class ReceiverReport(uint ownSsrc)
{
    /// <summary>Receiver report with one block, and the description that every compound packet must hold.</summary>
    public const int Bytes = ReportBytes + DescriptionBytes;

    private const int ReportBytes = 32;
    private const int DescriptionBytes = 24;

    // The canonical name says nothing of this machine on purpose.
    private static ReadOnlySpan<byte> Name => "camerahealth"u8;

    private long _expectedBefore;
    private long _lostBefore;

    /// <summary>Writes the report on what was received of <paramref name="source"/> until now.</summary>
    public void Write(Span<byte> destination, uint source, SequenceCounter sequence, JitterEstimator jitter, SenderClock clock)
    {
        var (expected, lost) = (sequence.Expected - _expectedBefore, Math.Max(0, sequence.Lost - _lostBefore));
        (_expectedBefore, _lostBefore) = (sequence.Expected, sequence.Lost);
        destination[..Bytes].Clear();
        destination[0] = 0x81;
        destination[1] = 201;
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ReportBytes / 4) - 1);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], ownSsrc);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], source);
        BinaryPrimitives.WriteUInt32BigEndian(destination[12..], (uint)Math.Min(sequence.Lost, 0x7fffff));
        destination[12] = (byte)(expected > 0 ? Math.Min(255, lost * 256 / expected) : 0);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], sequence.ExtendedHighest);
        BinaryPrimitives.WriteUInt32BigEndian(destination[20..], jitter.Ticks);
        BinaryPrimitives.WriteUInt32BigEndian(destination[24..], clock.LastReport);
        BinaryPrimitives.WriteUInt32BigEndian(destination[28..], clock.DelaySinceLastReport);

        var description = destination[ReportBytes..];
        description[0] = 0x81;
        description[1] = 202;
        BinaryPrimitives.WriteUInt16BigEndian(description[2..], (DescriptionBytes / 4) - 1);
        BinaryPrimitives.WriteUInt32BigEndian(description[4..], ownSsrc);
        description[8] = 1;
        description[9] = (byte)Name.Length;
        Name.CopyTo(description[10..]);
    }
}
