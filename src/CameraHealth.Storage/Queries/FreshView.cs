using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Storage.Queries;

/// <summary>A stored verdict as it stands at a moment: past its vouched time it is Unknown since its next observation was due.</summary>
internal static class FreshView
{
    public static (Status Status, Reason Reason, Rung? BrokenRung, DateTimeOffset Since) Of(DeviceState state, DateTimeOffset now)
    {
        var (status, reason, since) = state.EffectiveAt(now);
        if (status == state.Status)
        {
            return (status, reason, state.BrokenRung, since);
        }

        var missed = state.Rungs.FirstOrDefault(rung => rung.NextDueAt == state.NextDueAt);
        return (status, missed?.Inconclusive ?? reason, missed?.Rung, since);
    }

    public static RungRow Of(RungState rung, DateTimeOffset now)
    {
        if (rung.Status is RungStatus.Unknown or RungStatus.Blocked || !(rung.VouchedUntil < now))
        {
            // Why it could not be measured says more than that it was not.
            var reason = rung.Status == RungStatus.Unknown ? rung.Inconclusive ?? rung.Reason : rung.Reason;
            return new RungRow(rung.Rung, rung.Status, reason, rung.Since, rung.LastAt);
        }

        var due = rung.NextDueAt!.Value;
        return new RungRow(rung.Rung, RungStatus.Unknown, rung.Inconclusive ?? Reason.NoObservation, due > rung.Since ? due : rung.Since, rung.LastAt);
    }
}
