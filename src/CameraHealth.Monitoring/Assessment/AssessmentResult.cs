using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Monitoring.Assessment;

/// <summary>A new state and what changed on the way to it.</summary>
/// <param name="State">The state after the observation.</param>
/// <param name="Transitions">In order of time for each rung; rungs before the overall status.</param>
public sealed record AssessmentResult(DeviceState State, IReadOnlyList<Transition> Transitions)
{
    /// <summary>
    /// Whether a poll of this kind is worth making before it is due: it would confirm or drop a suspected change, or measure a rung that
    /// is not known now. A blocked rung is not asked before the rung below it seems to come back, a busy device not before its time.
    /// </summary>
    public bool IsWorthRepeating(PollKind kind)
    {
        var isComingBack = State.Rungs.Any(rung => rung is { Status: RungStatus.Failed, Pending: not null });
        return State.Rungs.Any(rung => Rungs.MeasuredBy(rung.Rung) == kind && rung switch
        {
            { Status: RungStatus.Blocked } => isComingBack,
            { Status: RungStatus.Unknown } => rung.Inconclusive is null,
            _ => rung.Pending is not null,
        });
    }
}
