using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Tests.Monitoring.Doubles;

namespace CameraHealth.Tests.Worker.Doubles;

/// <summary>Observations with the verdicts that the product makes of them, device by device.</summary>
internal sealed class Assessed
{
    private readonly Dictionary<long, DeviceState> _states = [];

    public static PollPolicy Policy { get; } = new();

    /// <summary>Last states by device.</summary>
    public IReadOnlyDictionary<long, DeviceState> States => _states;

    /// <summary>The next health observation of a device that has ONVIF and no stream of its own.</summary>
    public AssessedObservation Next(long device, DateTimeOffset at, bool isGood)
    {
        var previous = _states.GetValueOrDefault(device) ?? DeviceState.NeverObserved(device, Rungs.UpToAuthenticated, Devices.Start);
        IReadOnlyList<RungFinding> findings = isGood ? [.. Rungs.UpToAuthenticated.Select(RungFinding.Good)] : [Observed.Failed(Rung.Reachable, Reason.ConnectTimeout)];
        var observation = Observed.At(PollKind.Health, at, findings, Policy) with { DeviceId = device };
        var judged = Assessor.Assess(previous, observation, Policy);
        _states[device] = judged.State;
        return new AssessedObservation(1, 5, observation, previous.LastAt, judged.State, judged.Transitions);
    }

    public static ObservationBatch Batch(params IReadOnlyList<AssessedObservation> items) => new(Guid.NewGuid(), "w1", items);
}
