using CameraHealth.Monitoring.Fleet;

namespace CameraHealth.Storage.Ledger;

/// <summary>An instant on the poll grid as a number of slots since 1970, and a vouched time as whole seconds after it.</summary>
internal static class SlotTime
{
    /// <summary>No time.</summary>
    public const int None = int.MinValue;

    /// <summary>The slot that holds the instant.</summary>
    public static int Of(DateTimeOffset at)
    {
        var ticks = at.UtcTicks - DateTime.UnixEpoch.Ticks;
        return (int)((ticks / PollGrid.Slot.Ticks) - (ticks % PollGrid.Slot.Ticks < 0 ? 1 : 0));
    }

    public static DateTimeOffset ToInstant(int slot) => DateTimeOffset.UnixEpoch.AddTicks(PollGrid.Slot.Ticks * slot);

    /// <summary>Slot and seconds of a pair of times, if they say it exactly.</summary>
    public static bool TryEncode(DateTimeOffset nextDueAt, DateTimeOffset vouchedUntil, out int slot, out short seconds)
    {
        slot = Of(nextDueAt);
        var after = vouchedUntil - ToInstant(slot);
        seconds = (short)Math.Clamp(Math.Floor(after.TotalSeconds), 0, short.MaxValue);
        return ToInstant(slot) == nextDueAt && after == TimeSpan.FromSeconds(seconds);
    }
}
