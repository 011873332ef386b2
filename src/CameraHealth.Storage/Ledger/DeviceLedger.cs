using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;

namespace CameraHealth.Storage.Ledger;

/// <summary>What one batch makes of one device. Most say nothing new: while that is so, the device is quiet and its intervals are not looked at.</summary>
internal sealed class DeviceLedger(DeviceMemory memory, int groupId)
{
    private bool _isOwnerBehind = memory.Stored.IsRevised;
    private DateTimeOffset _breaksFrom;
    private DeviceTimeline? _timeline;
    private List<LedgerTransition>? _transitions;
    private List<DeviceState>? _checkpoints;

    /// <summary>Group under which the device's state is kept from now on.</summary>
    public int GroupId => groupId;

    /// <summary>The row as it is stored.</summary>
    public DeviceMemory Memory => memory;

    public DeviceState Before => memory.Stored.State;

    /// <summary>The verdict after everything taken in so far.</summary>
    public DeviceState State { get; private set; } = memory.Stored.State;

    /// <summary>Every observation carries the owner's verdict, and none of them changes one.</summary>
    public bool IsQuiet { get; private set; } = true;

    /// <summary>Current open intervals; of a quiet device not known.</summary>
    public IReadOnlyCollection<StoredSegment> StoredOpen { get; private set; } = [];

    public DeviceTimeline Timeline => _timeline ??= new DeviceTimeline();

    public IReadOnlyList<LedgerTransition> Transitions => _transitions ?? [];

    /// <summary>States at the ends of days that this batch went past.</summary>
    public IReadOnlyList<DeviceState> Checkpoints => _checkpoints ?? [];

    public List<(AssessedObservation Item, ObservationRow Row, bool IsOwner)> Items { get; } = new(1);

    /// <summary>Some observation carries what <c>device_readings</c> keeps.</summary>
    public bool HasReadings { get; private set; }

    /// <summary>Some observation carries who the device says it is.</summary>
    public bool HasIdentity { get; private set; }

    /// <summary>Observations whose verdict was dropped.</summary>
    public int Outdated { get; private set; }

    /// <summary>An observation came that lies before one already judged: the device is judged again from before it on.</summary>
    public bool IsLate { get; private set; }

    /// <summary>The owner's copy of the state is not the one made here.</summary>
    public bool IsRevised => IsLate || _isOwnerBehind;

    /// <summary>Latest time of the device's observations, those of this batch included; null: there was none.</summary>
    public DateTimeOffset? LatestAt { get; private set; } = memory.Stored.State.LastAt;

    /// <summary>Adds the next observation; not yet taken in.</summary>
    public void Add(AssessedObservation item, ObservationRow row, bool isOwner)
    {
        Items.Add((item, row, isOwner));
        HasReadings |= ReadingsTable.IsNeededFor(item.Observation);
        HasIdentity |= item.Observation.Identity is not null;
        LatestAt = row.At > LatestAt || LatestAt is null ? row.At : LatestAt;
    }

    /// <summary>Takes in all that was added, if none of it says anything new; else the device is quiet no more and nothing is taken in.</summary>
    public void TakeIfQuiet()
    {
        foreach (var (item, row, isOwner) in Items)
        {
            if (!isOwner || _isOwnerBehind || item.Transitions.Count > 0 || !(row.At > State.LastAt) || !Follows(item) || !SaysTheSame(item.State))
            {
                IsQuiet = false;
                State = Before;
                _checkpoints = null;
                return;
            }

            KeepCheckpoint(row);
            State = item.State.LastAt == row.At ? item.State : item.State with { LastAt = row.At };
        }

        _breaksFrom = IntervalChanges.SeenToBreakFrom(Before, State);
    }

    /// <summary>Whether the device is quiet and yet some verdict of it was seen to break before it was confirmed.</summary>
    public bool IsSeenToBreak(DateTimeOffset recordedAt) => IsQuiet && _breaksFrom < recordedAt;

    /// <summary>Begins the lines with what lasts; then every observation is taken in.</summary>
    public void Begin(IReadOnlyCollection<StoredSegment> open)
    {
        StoredOpen = open;
        foreach (var segment in open)
        {
            Timeline.Begin(segment.Segment);
        }
    }

    /// <summary>Takes an observation in if it is late or its verdict fits; else it must be judged.</summary>
    public bool TryTake(AssessedObservation item, ObservationRow row, bool isOwner)
    {
        if (IsLate || row.At <= State.LastAt)
        {
            IsLate = true;
            Outdated = Items.Count;
            return true;
        }

        if (!isOwner || _isOwnerBehind || !Follows(item) || !Timeline.TryAdd(row.At, item.State, item.Transitions))
        {
            return false;
        }

        KeepCheckpoint(row);
        Accept(row, item.State with { LastAt = row.At }, item.Transitions);
        return true;
    }

    /// <summary>Judges an observation whose verdict cannot be taken.</summary>
    public void Judge(AssessedObservation item, ObservationRow row, bool isOwner, (Device Device, PollPolicy Policy) target)
    {
        KeepCheckpoint(row);
        var result = Assessor.Assess(StoredState.WithRungs(State, target.Device.ApplicableRungs), row.ToObservation(), target.Policy);
        Timeline.Add(row.At, result.State, result.Transitions);
        Accept(row, result.State, result.Transitions);
        _isOwnerBehind = !isOwner || !string.Equals(StoredJson.Fingerprint(item.State), StoredJson.Fingerprint(result.State), StringComparison.Ordinal);
        Outdated += _isOwnerBehind ? 1 : 0;
    }

    /// <summary>Replaces the verdict, and the states at the ends of days, by what was made from the history.</summary>
    public void Replace(DeviceState state, IEnumerable<DeviceState> checkpoints)
    {
        State = state;
        _checkpoints = [.. checkpoints];
    }

    private bool Follows(AssessedObservation item) => item.Follows(State.LastAt) || item.PreviousAt.Truncate() == State.LastAt;

    private void KeepCheckpoint(ObservationRow row)
    {
        if (CheckpointTable.IsDue(State, row.At))
        {
            (_checkpoints ??= []).Add(State);
        }
    }

    // A verdict without transitions must be the one that the intervals tell.
    private bool SaysTheSame(DeviceState state)
    {
        if (state.Status != State.Status || state.Rungs.Count != State.Rungs.Count)
        {
            return false;
        }

        for (var i = 0; i < state.Rungs.Count; i++)
        {
            if (state.Rungs[i].Rung != State.Rungs[i].Rung || state.Rungs[i].Status != State.Rungs[i].Status)
            {
                return false;
            }
        }

        return true;
    }

    private void Accept(ObservationRow row, DeviceState state, IReadOnlyList<Transition> transitions)
    {
        State = state;
        if (transitions.Count > 0)
        {
            var evidence = row.EvidenceHash();
            (_transitions ??= []).AddRange(transitions.Select(transition => new LedgerTransition(transition, evidence, null)));
        }
    }
}
