using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Monitoring.Assessment;

/// <summary>The verdict on one rung: freshness, counts, and what a broken rung does to those above it.</summary>
internal static class RungAssessor
{
    /// <summary>Ends a verdict whose next observation did not come, at the moment it was due.</summary>
    public static RungState Expire(RungState rung, DateTimeOffset now)
    {
        if (rung.Status is RungStatus.Unknown or RungStatus.Blocked || !(rung.VouchedUntil < now))
        {
            return rung;
        }

        var due = rung.NextDueAt!.Value;
        return rung with
        {
            Status = RungStatus.Unknown,
            Reason = rung.Inconclusive ?? Reason.NoObservation,
            Since = due > rung.Since ? due : rung.Since,
            Pending = null,
            RanOutFrom = !Rungs.IsRequired(rung.Rung) && rung.Status is (RungStatus.Deviating or RungStatus.Failed) ? rung.Status : null,
        };
    }

    /// <summary>Takes in what an observation found about the rung.</summary>
    public static RungState Observe(RungState rung, Observation observation, PollPolicy policy)
    {
        if (Rungs.MeasuredBy(rung.Rung) != observation.Kind)
        {
            return rung;
        }

        return observation.Findings.FirstOrDefault(finding => finding.Rung == rung.Rung) switch
        {
            null => HoldWhileLowerIsSuspected(rung, observation),
            { Finding: Finding.Inconclusive } finding => rung with { Inconclusive = finding.Reason },
            { } finding => Count(Refresh(rung, observation) with { LastAt = observation.At, Inconclusive = null }, finding, observation.At, policy),
        };
    }

    /// <summary>Blocks what stands above a broken rung (or one that needs a login we do not get), and lets it go when that rung is back.</summary>
    public static void Block(RungState[] rungs, DateTimeOffset now)
    {
        for (var i = 0; i < rungs.Length; i++)
        {
            var blocker = rungs.Take(i).FirstOrDefault(lower => Blocks(lower, rungs[i].Rung));
            if (blocker is not null && rungs[i].Status != RungStatus.Blocked)
            {
                rungs[i] = Change(rungs[i], RungStatus.Blocked, Reason.LowerRungBroken, blocker.Since);
            }
            else if (blocker is null && rungs[i].Status == RungStatus.Blocked)
            {
                var backSince = rungs.Take(i).Where(lower => MayBlock(lower.Rung, rungs[i].Rung)).Select(lower => lower.Since).DefaultIfEmpty(now).Max();
                rungs[i] = Release(rungs[i], backSince, now);
            }
        }
    }

    // A recorder that refuses the login does not list its channels: nothing more could be asked over ONVIF, RTSP is asked by itself.
    private static bool Blocks(RungState lower, Rung upper) => MayBlock(lower.Rung, upper) && (lower.Status == RungStatus.Failed
        || (lower.Status == RungStatus.Refused && Rungs.MeasuredBy(lower.Rung) == Rungs.MeasuredBy(upper)));

    // Nothing reachable: nothing above can be judged. ONVIF silent: only the login over ONVIF cannot; RTSP is asked by itself.
    private static bool MayBlock(Rung lower, Rung upper) => lower switch
    {
        Rung.Reachable => true,
        Rung.Responding => upper == Rung.Authenticated,
        _ => false,
    };

    private static RungState Refresh(RungState rung, Observation observation) =>
        rung with { NextDueAt = observation.NextDueAt, VouchedUntil = observation.VouchedUntil };

    // The rung could not be asked because a lower one failed: its last verdict is held until that failure is confirmed (then it is
    // blocked) or gone (then it is measured), or the suspicion itself would read as a missing observation.
    private static RungState HoldWhileLowerIsSuspected(RungState rung, Observation observation) =>
        rung.Status is not (RungStatus.Unknown or RungStatus.Blocked)
        && observation.Findings.Any(lower => lower.Rung < rung.Rung && lower.Finding == Finding.Failed)
            ? Refresh(rung, observation)
            : rung;

    private static RungState Count(RungState rung, RungFinding finding, DateTimeOffset at, PollPolicy policy)
    {
        var found = finding.Finding switch
        {
            Finding.Good => RungStatus.Good,
            Finding.Deviating => RungStatus.Deviating,
            Finding.Refused => RungStatus.Refused,
            _ => RungStatus.Failed,
        };
        if (found == rung.Status)
        {
            return rung with { Pending = null, Reason = finding.Reason };
        }

        // Nothing was known: one observation decides. A refused login is no fault to be sure of, so it needs no count either.
        if (rung.Status is RungStatus.Unknown or RungStatus.Refused || found == RungStatus.Refused)
        {
            return rung.Status == RungStatus.Blocked ? Suspect(rung, found, finding.Reason, at) : Change(rung, found, finding.Reason, at);
        }

        var suspected = Suspect(rung, found, finding.Reason, at);
        var needed = found > rung.Status ? policy.FailuresToConfirm : policy.RecoveriesToConfirm;
        return rung.Status != RungStatus.Blocked && suspected.Pending!.Count >= needed
            ? Change(suspected, suspected.Pending.To, suspected.Pending.Reason, suspected.Pending.FirstAt)
            : suspected;
    }

    private static RungState Suspect(RungState rung, RungStatus found, Reason reason, DateTimeOffset at) => rung with
    {
        Pending = rung.Pending is { } pending && SameDirection(rung.Status, pending.To, found)
            ? (IsNearer(rung.Status, pending.To, found) ? pending : pending with { To = found, Reason = reason }) with { Count = pending.Count + 1 }
            : new PendingChange(found, reason, at, 1),
    };

    // Observations in a row may say more and less bad things: what all of them bear out is the one nearest to the verdict that stands.
    private static bool IsNearer(RungStatus current, RungStatus one, RungStatus other) => current < one ? one < other : one > other;

    private static bool SameDirection(RungStatus current, RungStatus before, RungStatus now) =>
        current == RungStatus.Blocked ? before == now : (before > current) == (now > current);

    // What was measured while the rung was blocked holds from then on, but not from before the lower rung was back.
    private static RungState Release(RungState rung, DateTimeOffset backSince, DateTimeOffset now) =>
        rung.Pending is { } pending && rung.VouchedUntil >= now
            ? Change(rung, pending.To, pending.Reason, pending.FirstAt > backSince ? pending.FirstAt : backSince)
            : Change(rung, RungStatus.Unknown, Reason.NotYetMeasured, backSince);

    private static RungState Change(RungState rung, RungStatus to, Reason reason, DateTimeOffset at) => rung with
    {
        Status = to,
        Reason = reason,
        Since = at > rung.Since ? at : rung.Since,
        Pending = null,
        RanOutFrom = null,
    };
}
