using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Monitoring;

/// <summary>Some seconds of a worker's polls, written or not as one.</summary>
/// <param name="Id">Unique; the same id is never written twice.</param>
/// <param name="Worker">Who brings it.</param>
/// <param name="Items">In the order they were assessed.</param>
public sealed record ObservationBatch(Guid Id, string Worker, IReadOnlyList<AssessedObservation> Items);

/// <summary>An observation with the verdict that was made of it.</summary>
/// <param name="GroupId">The device's poll group.</param>
/// <param name="GroupEpoch">The epoch under which the worker owned the group.</param>
/// <param name="Observation">The facts.</param>
/// <param name="PreviousAt">Time of the device's last observation that the verdict was made from; null: none. Differs from the stored one: the verdict is outdated.</param>
/// <param name="State">The state after it.</param>
/// <param name="Transitions">What changed, in order of time.</param>
public sealed record AssessedObservation(
    long GroupId,
    long GroupEpoch,
    Observation Observation,
    DateTimeOffset? PreviousAt,
    DeviceState State,
    IReadOnlyList<Transition> Transitions)
{
    /// <summary>Observations between this moment and <see cref="PreviousAt"/> may have been given up: they changed no verdict, and the database may
    /// or may not have them. The verdict stands on any of them. <see cref="DateTimeOffset.MinValue"/>: from before the device's first; null: none was.</summary>
    public DateTimeOffset? BridgedFrom { get; init; }

    /// <summary>Whether the verdict was made from the device's state as of <paramref name="last"/>; null: never observed.</summary>
    public bool Follows(DateTimeOffset? last) => last == PreviousAt
        || ((last ?? DateTimeOffset.MinValue) is var stored && stored >= BridgedFrom && stored <= PreviousAt);
}
