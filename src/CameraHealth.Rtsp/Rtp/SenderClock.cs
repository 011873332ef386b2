namespace CameraHealth.Rtsp.Rtp;

/// <summary>The device's wall clock as its sender reports tell it, against ours.</summary>
internal sealed class SenderClock(TimeProvider time)
{
    private static readonly DateTimeOffset NtpEpoch = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A sender may count from its start and not from 1900 (RFC 3550, 6.4.1): that is no wall clock. Clocks never set stand at 1970.</summary>
    private static readonly DateTimeOffset EarliestWallClock = new(1969, 12, 31, 0, 0, 0, TimeSpan.Zero);

    private ulong _lastNtpTime;
    private long _lastAt;

    /// <summary>Device minus ours at the last report, its way here included; positive: the device is ahead. Null: no report with a wall clock.</summary>
    public TimeSpan? Offset { get; private set; }

    /// <summary>The middle 32 bits of the last report's time, for our own report; 0: none came.</summary>
    public uint LastReport => (uint)(_lastNtpTime >> 16);

    public void Note(in SenderReport report, long arrivedAt)
    {
        (_lastNtpTime, _lastAt) = (report.NtpTime, arrivedAt);
        var told = NtpEpoch + TimeSpan.FromSeconds(report.NtpTime / 4294967296.0);
        if (told >= EarliestWallClock)
            Offset = told - (time.GetUtcNow() - time.GetElapsedTime(arrivedAt));
    }

    /// <summary>Since the last report came, in units of 1/65536 s; 0: none came.</summary>
    public uint DelaySinceLastReport => _lastNtpTime == 0 ? 0 : (uint)Math.Min(uint.MaxValue, time.GetElapsedTime(_lastAt).TotalSeconds * 65536);
}
