using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Monitoring.Assessment;

/// <summary>Judges one observation. Pure: no clock, no store.</summary>
public static class Assessor
{
    /// <summary>Makes the new state of a device from its last one and one observation, which must be later than it.</summary>
    /// <param name="previous">The last state.</param>
    /// <param name="observation">The facts.</param>
    /// <param name="policy">Counts of failures and recoveries.</param>
    public static AssessmentResult Assess(DeviceState previous, Observation observation, PollPolicy policy)
    {
        if (observation.At <= previous.LastAt)
        {
            throw new ArgumentException($"observation at {observation.At:O} is not after the last one at {previous.LastAt:O}", nameof(observation));
        }

        var ledger = new List<Transition>();
        var rungs = previous.Rungs.ToArray();
        for (var i = 0; i < rungs.Length; i++)
        {
            rungs[i] = RungAssessor.Observe(RungAssessor.Expire(rungs[i], observation.At), observation, policy);
        }

        RungAssessor.Block(rungs, observation.At);
        for (var i = 0; i < rungs.Length; i++)
        {
            RecordRung(ledger, previous.Rungs[i], rungs[i], observation);
        }

        var state = Expire(ledger, previous, observation.At) with { LastAt = observation.At, Rungs = rungs };
        return new AssessmentResult(Conclude(ledger, state, previous.Rungs), ledger);
    }

    // An observation that did not come ends the verdict at the moment it was due, whatever comes now.
    private static DeviceState Expire(List<Transition> ledger, DeviceState state, DateTimeOffset now)
    {
        var (status, reason, since) = state.EffectiveAt(now);
        if (status == state.Status)
        {
            return state;
        }

        var missed = state.Rungs.FirstOrDefault(rung => rung.NextDueAt == state.NextDueAt);
        reason = missed?.Inconclusive ?? reason;
        ledger.Add(new Transition(state.DeviceId, null, since, (int)state.Status, (int)status, reason, missed?.Rung));
        return state with { Status = status, Reason = reason, BrokenRung = missed?.Rung, Since = since };
    }

    private static DeviceState Conclude(List<Transition> ledger, DeviceState state, IReadOnlyList<RungState> before)
    {
        var verdict = VerdictTable.Judge(state.Rungs);
        var since = state.Since;
        if (verdict.Status != state.Status)
        {
            var at = state.Rungs.Where((rung, i) => rung.Status != before[i].Status || rung.Since != before[i].Since)
                .Select(rung => rung.Since).DefaultIfEmpty(state.LastAt!.Value).Max();
            since = at > since ? at : since;
            ledger.Add(new Transition(state.DeviceId, null, since, (int)state.Status, (int)verdict.Status, verdict.Reason, verdict.BrokenRung));
        }

        // The verdict is as fresh as the stalest observation it rests on. It does not stand or fall with a picture: when that runs out, the verdict is made without it.
        var basis = verdict.Status == Status.Unknown
            ? null
            : state.Rungs.Where(rung => rung.Status != RungStatus.Blocked && Rungs.IsRequired(rung.Rung)).MinBy(rung => rung.NextDueAt);
        return state with
        {
            Status = verdict.Status,
            Reason = verdict.Reason,
            BrokenRung = verdict.BrokenRung,
            Since = since,
            NextDueAt = basis?.NextDueAt,
            VouchedUntil = basis?.VouchedUntil,
        };
    }

    // A rung that ran out and was measured again in one go changed twice.
    private static void RecordRung(List<Transition> ledger, RungState before, RungState after, Observation observation)
    {
        var expired = RungAssessor.Expire(before, observation.At);
        foreach (var (from, to) in new[] { (before, expired), (expired, after) })
        {
            if (from.Status != to.Status)
            {
                ledger.Add(new Transition(observation.DeviceId, to.Rung, to.Since, (int)from.Status, (int)to.Status, to.Reason, null));
            }
        }
    }
}
