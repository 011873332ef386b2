using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;

namespace CameraHealth.Storage.Ledger;

/// <summary>What one batch makes of one device.</summary>
internal sealed class DeviceLedger
{
    private bool _isOwnerBehind;

    public DeviceLedger(StoredState stored, IReadOnlyCollection<StoredSegment> open)
    {
        Before = State = stored.State;
        _isOwnerBehind = stored.IsRevised;
        StoredOpen = open;
        foreach (var segment in open)
        {
            Timeline.Begin(segment.Segment);
        }
    }

    public DeviceState Before { get; }

    /// <summary>The verdict after everything taken in so far.</summary>
    public DeviceState State { get; private set; }

    public IReadOnlyCollection<StoredSegment> StoredOpen { get; }

    public DeviceTimeline Timeline { get; } = new();

    public List<LedgerTransition> Transitions { get; } = [];

    /// <summary>States at the ends of days that this batch went past.</summary>
    public List<DeviceState> Checkpoints { get; } = [];

    public List<(AssessedObservation Item, ObservationRow Row)> Items { get; } = [];

    /// <summary>Observations whose verdict was dropped.</summary>
    public int Outdated { get; private set; }

    /// <summary>An observation came that lies before one already judged: the device is judged again from before it on.</summary>
    public bool IsLate { get; private set; }

    /// <summary>The owner's copy of the state is not the one made here.</summary>
    public bool IsRevised => IsLate || _isOwnerBehind;

    /// <summary>Takes in the next observation.</summary>
    /// <param name="item">As the worker brought it.</param>
    /// <param name="row">As it is stored.</param>
    /// <param name="isOwner">Whether the worker owns the group.</param>
    /// <param name="target">The device and its policy, to judge by when the worker's verdict cannot be taken.</param>
    public void Take(AssessedObservation item, ObservationRow row, bool isOwner, Func<(Device Device, PollPolicy Policy)> target)
    {
        Items.Add((item, row));
        if (IsLate || row.At <= State.LastAt)
        {
            IsLate = true;
            Outdated = Items.Count;
            return;
        }

        if (CheckpointTable.IsDue(State, row.At))
        {
            Checkpoints.Add(State);
        }

        if (isOwner && !_isOwnerBehind && item.PreviousAt.Truncate() == State.LastAt && Timeline.TryAdd(row.At, item.State, item.Transitions))
        {
            Accept(row, item.State with { LastAt = row.At }, item.Transitions);
            return;
        }

        var (device, policy) = target();
        var result = Assessor.Assess(StoredState.WithRungs(State, device.ApplicableRungs), row.ToObservation(), policy);
        Timeline.Add(row.At, result.State, result.Transitions);
        Accept(row, result.State, result.Transitions);
        Outdated++;
        _isOwnerBehind = !isOwner || !string.Equals(StoredJson.Fingerprint(item.State), StoredJson.Fingerprint(result.State), StringComparison.Ordinal);
    }

    /// <summary>Replaces the verdict, and the states at the ends of days, by what was made from the history.</summary>
    public void Replace(DeviceState state, IEnumerable<DeviceState> checkpoints)
    {
        State = state;
        Checkpoints.Clear();
        Checkpoints.AddRange(checkpoints);
    }

    private void Accept(ObservationRow row, DeviceState state, IReadOnlyList<Transition> transitions)
    {
        State = state;
        if (transitions.Count > 0)
        {
            var evidence = row.EvidenceHash();
            Transitions.AddRange(transitions.Select(transition => new LedgerTransition(transition, evidence, null)));
        }
    }
}
