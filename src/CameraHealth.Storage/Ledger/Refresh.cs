using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Storage.Ledger;

/// <summary>The latest observation of one kind that changed no verdict of a device: what it vouches for, and what goes on being shown of it.</summary>
/// <param name="At">When it was made.</param>
/// <param name="NextDueAt">When the next of its kind is due.</param>
/// <param name="VouchedUntil">Until when it vouches for its rungs.</param>
/// <param name="OverallNextDueAt">Of the overall verdict after it; null: that rests on nothing.</param>
/// <param name="OverallVouchedUntil">See <paramref name="OverallNextDueAt"/>.</param>
/// <param name="Duration">Of the poll, whole microseconds.</param>
/// <param name="Clock">As read by it, to the microsecond; null: not read.</param>
internal readonly record struct Refresh(
    DateTimeOffset At,
    DateTimeOffset NextDueAt,
    DateTimeOffset VouchedUntil,
    DateTimeOffset? OverallNextDueAt,
    DateTimeOffset? OverallVouchedUntil,
    TimeSpan Duration,
    ClockReading? Clock)
{
    /// <summary>Seconds of <see cref="ClockReading.DeviceUtc"/> are counted from here: until 2068.</summary>
    public static readonly DateTimeOffset ClockEpoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whether <c>group_freshness</c> can say all of it.</summary>
    public bool IsExpressible =>
        At == At.Truncate()
        && SlotTime.TryEncode(NextDueAt, VouchedUntil, out _, out _)
        && (OverallNextDueAt is { } due && OverallVouchedUntil is { } vouched ? SlotTime.TryEncode(due, vouched, out _, out _) : OverallNextDueAt is null && OverallVouchedUntil is null)
        && Fits(Duration)
        && (Clock is null || (Fits(Clock.Offset) && Fits(Clock.Error) && Clock.DeviceUtc.Millisecond == 0 && Math.Abs((Clock.DeviceUtc - ClockEpoch).TotalSeconds) < int.MaxValue));

    private static bool Fits(TimeSpan span) => Math.Abs(span.TotalMicroseconds) < int.MaxValue;
}
