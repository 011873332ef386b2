using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Telemetry;
using Quartz;

namespace CameraHealth.Worker;

/// <summary>Polls the devices of one group whose slot this is, and returns when the last of them has ended or met its deadline.</summary>
public sealed class SweepJob(PollDispatcher dispatcher, PollRoster roster, SweepProgress progress, PollMeters meters) : IJob
{
    internal const string GroupKey = "group";
    internal const string KindKey = "kind";

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var groupId = long.Parse(context.MergedJobDataMap.GetString(GroupKey)!, System.Globalization.CultureInfo.InvariantCulture);
        var kind = Enum.Parse<PollKind>(context.MergedJobDataMap.GetString(KindKey)!);
        if (!roster.Groups.TryGetValue(groupId, out var group))
        {
            return;
        }

        // The slot is the scheduled one: a job that starts late is late, not early for the next slot.
        await SweepAsync(group, kind, PollGrid.SlotOf(context.ScheduledFireTimeUtc ?? context.FireTimeUtc));
    }

    internal async Task SweepAsync(PollGroup group, PollKind kind, DateTimeOffset slot)
    {
        CountMissed(group, kind, slot);
        await Task.WhenAll(group.Targets.Where(target => IsDue(target, kind, slot)).Select(target => dispatcher.PollAsync(new PollRequest(group, target, kind, slot))));
    }

    // A missed slot is not made up: it is counted, and its time becomes Unknown by itself.
    private void CountMissed(PollGroup group, PollKind kind, DateTimeOffset slot)
    {
        var missed = 0;
        for (var skipped = progress.Advance(group.Id, kind, slot); skipped < slot; skipped += PollGrid.Slot)
        {
            missed += group.Targets.Count(target => IsDue(target, kind, skipped));
        }

        if (missed > 0)
        {
            meters.Missed(kind, missed);
        }
    }

    private bool IsDue(PollTarget target, PollKind kind, DateTimeOffset slot) =>
        PollDispatcher.KindsOf(target).Contains(kind) && PollGrid.IsDue(target, kind, slot) && !dispatcher.IsBlocked(target, kind);
}
