using CameraHealth.Monitoring.Assessment;

namespace CameraHealth.Storage.Ledger;

/// <summary>The lines and transitions that a second judgement made, from its first new fact on.</summary>
internal sealed class HistoryFold
{
    private readonly List<LedgerTransition> _transitions = [];
    private readonly HashSet<long> _ledBy = [];

    public bool HasBegun { get; private set; }

    public DeviceTimeline Timeline { get; } = new();

    public IReadOnlyList<LedgerTransition> Transitions => _transitions;

    /// <summary>Ledger rows that led to what lasted before the first new fact.</summary>
    public IReadOnlySet<long> LedBy => _ledBy;

    /// <summary>States at the ends of days.</summary>
    public List<DeviceState> Checkpoints { get; } = [];

    /// <summary>The state after the last observation; null: none.</summary>
    public DeviceState? Last { get; private set; }

    /// <summary>Begins with what lasted before the first new fact; nothing: it is the device's first.</summary>
    public void Begin(IEnumerable<LastingSegment> lasting)
    {
        HasBegun = true;
        foreach (var (segment, ledBy) in lasting)
        {
            Timeline.Begin(segment);
            _ledBy.UnionWith(ledBy);
        }
    }

    public void Add(ObservationRow row, AssessmentResult result)
    {
        Last = result.State;
        Timeline.Add(row.At, result.State, result.Transitions);
        if (result.Transitions.Count > 0)
        {
            var evidence = row.EvidenceHash();
            _transitions.AddRange(result.Transitions.Select(transition => new LedgerTransition(transition with { At = transition.At.Truncate() }, evidence, null)));
        }
    }
}
