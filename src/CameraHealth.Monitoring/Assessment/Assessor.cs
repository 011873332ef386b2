using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Monitoring.Assessment;

/// <summary>A new state and what changed on the way to it.</summary>
/// <param name="State">The state after the observation.</param>
/// <param name="Transitions">In order of time; rungs before the overall status.</param>
public sealed record AssessmentResult(DeviceState State, IReadOnlyList<Transition> Transitions)
{
    /// <summary>A change is suspected and not confirmed: the poll is worth repeating soon.</summary>
    public bool IsChangeSuspected => State.Rungs.Any(rung => rung.Pending is not null);
}
