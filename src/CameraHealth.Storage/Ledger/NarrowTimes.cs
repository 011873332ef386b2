namespace CameraHealth.Storage.Ledger;

/// <summary>The narrow columns of an observation, and the exact value of each that does not fit; null: the column is exact.</summary>
internal readonly struct NarrowTimes
{
    public NarrowTimes(ObservationRow row)
    {
        var due = (row.At - row.DueAt).Ticks / TimeSpan.TicksPerMicrosecond;
        DueUs = (int)Math.Clamp(due, int.MinValue, int.MaxValue);
        ExactDueUs = due == DueUs ? null : due;
        if (!SlotTime.TryEncode(row.NextDueAt, row.VouchedUntil, out var slot, out var seconds))
        {
            (ExactNextDueUs, ExactVouchedUs) = (row.NextDueAt.UnixMicroseconds(), row.VouchedUntil.UnixMicroseconds());
        }

        (Slot, VouchedS) = (slot, seconds);
        DurationMs = (short)Math.Clamp(row.DurationMs, short.MinValue, short.MaxValue);
        ExactDurationMs = DurationMs == row.DurationMs ? null : row.DurationMs;
        LatenessMs = row.LatenessMs is { } late ? (short)Math.Clamp(late, short.MinValue, short.MaxValue) : null;
        ExactLatenessMs = LatenessMs == row.LatenessMs ? null : row.LatenessMs;
        ClockOffsetMs = row.ClockOffsetMs is { } offset ? (int)Math.Clamp(offset, int.MinValue, int.MaxValue) : null;
        ExactClockOffsetMs = ClockOffsetMs == row.ClockOffsetMs ? null : row.ClockOffsetMs;
        ClockErrorMs = row.ClockErrorMs is { } error ? (short)Math.Clamp(error, short.MinValue, short.MaxValue) : null;
        ExactClockErrorMs = ClockErrorMs == row.ClockErrorMs ? null : row.ClockErrorMs;
        IsExact = (ExactDueUs ?? ExactNextDueUs ?? ExactDurationMs ?? ExactLatenessMs ?? ExactClockOffsetMs ?? ExactClockErrorMs) is null;
    }

    public int DueUs { get; }

    public int Slot { get; }

    public short VouchedS { get; }

    public short DurationMs { get; }

    public short? LatenessMs { get; }

    public int? ClockOffsetMs { get; }

    public short? ClockErrorMs { get; }

    public long? ExactDueUs { get; }

    public long? ExactNextDueUs { get; }

    public long? ExactVouchedUs { get; }

    public long? ExactDurationMs { get; }

    public long? ExactLatenessMs { get; }

    public long? ExactClockOffsetMs { get; }

    public long? ExactClockErrorMs { get; }

    /// <summary>Whether every column is.</summary>
    public bool IsExact { get; }
}
