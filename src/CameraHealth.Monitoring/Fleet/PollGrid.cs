using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Monitoring.Fleet;

/// <summary>When a device is due: fixed points in time that do not move with restarts, spread over the interval by the device's identity.</summary>
public static class PollGrid
{
    /// <summary>Width of a slot; every interval is a multiple of it.</summary>
    public static readonly TimeSpan Slot = TimeSpan.FromSeconds(5);

    // One RTSP session at a time on a recorder: its channels follow each other at this distance.
    private static readonly TimeSpan ChannelSpacing = TimeSpan.FromSeconds(10);

    /// <summary>Whether the device is due in the slot that begins at <paramref name="slot"/>.</summary>
    public static bool IsDue(PollTarget target, PollKind kind, DateTimeOffset slot)
    {
        var interval = target.Policy.IntervalOf(kind);
        return (slot.UtcTicks - OffsetOf(target, kind).Ticks) % interval.Ticks == 0;
    }

    /// <summary>The first due time after <paramref name="instant"/>.</summary>
    public static DateTimeOffset NextDue(PollTarget target, PollKind kind, DateTimeOffset instant)
    {
        var interval = target.Policy.IntervalOf(kind).Ticks;
        var offset = OffsetOf(target, kind).Ticks;
        var periods = (instant.UtcTicks - offset) / interval + 1;
        return new DateTimeOffset(periods * interval + offset, TimeSpan.Zero);
    }

    /// <summary>Begin of the slot that holds <paramref name="instant"/>.</summary>
    public static DateTimeOffset SlotOf(DateTimeOffset instant) => new(instant.UtcTicks - instant.UtcTicks % Slot.Ticks, TimeSpan.Zero);

    // A device's stream is due half a health interval after its health, so that the two never meet on a device that speaks RTSP only.
    // A recorder's channels are due half a health interval after the recorder itself: what it takes to find it silent is waited for once.
    private static TimeSpan OffsetOf(PollTarget target, PollKind kind)
    {
        var (policy, id) = (target.Policy, target.Contacted.Id);
        var slots = policy.HealthInterval / Slot;
        var half = Slot * Math.Floor(slots / 2);
        var health = new TimeSpan((Slot * (id % (long)slots) + (target.Recorder is null ? TimeSpan.Zero : half)).Ticks % policy.HealthInterval.Ticks);
        if (kind == PollKind.Health)
        {
            return health;
        }

        // The picture stands a quarter after the health, so that it meets neither.
        var interval = policy.IntervalOf(kind);
        var after = kind == PollKind.Picture ? Slot * Math.Floor(slots / 4) : half;
        var periods = Math.Max(1, (long)(interval / policy.HealthInterval));
        var offset = health + after + policy.HealthInterval * (id / (long)slots % periods)
            + ChannelSpacing * (target.Device.Channel ?? 0);
        return new TimeSpan(offset.Ticks % interval.Ticks);
    }
}
