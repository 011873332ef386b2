using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.IntegrationTests.Storage.Ledger;

/// <summary>A worker's memory of one group: its epoch and last states, and how it judges by them. It may be wrong; that is what fencing is for.</summary>
internal sealed class TestWorker(string name, LedgerFleet fleet)
{
    private readonly Dictionary<long, DeviceState> _states = [];

    public string Name => name;

    public long Epoch { get; private set; }

    /// <summary>Takes over what a claim gave.</summary>
    public void Take(OwnedFleet owned)
    {
        Epoch = owned.Groups.Single(group => group.Id == fleet.GroupId).Epoch;
        foreach (var device in fleet.Devices)
        {
            _states[device.Id] = owned.States[device.Id];
        }
    }

    /// <summary>Goes on from what the store made.</summary>
    public void Adopt(BatchOutcome outcome)
    {
        foreach (var state in outcome.Revised.Where(state => _states[state.DeviceId].LastAt == state.LastAt))
        {
            _states[state.DeviceId] = state;
        }
    }

    /// <summary>Judges as the poll pipeline does: a time that is not after the device's last is raised by a microsecond.</summary>
    public AssessedObservation Judge(Observation facts)
    {
        var previous = _states[facts.DeviceId];
        var at = previous.LastAt is { } last && facts.At <= last ? last.AddTicks(TimeSpan.TicksPerMicrosecond) : facts.At;
        facts = facts with { At = at };
        var result = Assessor.Assess(previous, facts, fleet.Policy);
        _states[facts.DeviceId] = result.State;
        return new AssessedObservation(fleet.GroupId, Epoch, facts, previous.LastAt, result.State, result.Transitions);
    }

    public ObservationBatch Batch(params IEnumerable<AssessedObservation> items) => new(Guid.NewGuid(), name, [.. items]);
}
