using System.Collections.Concurrent;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Worker;

/// <summary>Which slot each group and kind has come to, so that skipped ones are seen.</summary>
public sealed class SweepProgress
{
    private readonly ConcurrentDictionary<(long Group, PollKind Kind), DateTimeOffset> _last = new();

    /// <summary>Goes on to <paramref name="slot"/>.</summary>
    /// <returns>The first slot that was skipped; <paramref name="slot"/> itself when none was.</returns>
    public DateTimeOffset Advance(long group, PollKind kind, DateTimeOffset slot)
    {
        var first = slot;
        _last.AddOrUpdate((group, kind), slot, (_, last) =>
        {
            first = last + PollGrid.Slot < slot ? last + PollGrid.Slot : slot;
            return last > slot ? last : slot;
        });
        return first;
    }
}
