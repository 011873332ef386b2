using CameraHealth.Monitoring.Assessment;

namespace CameraHealth.Storage.Ledger;

/// <summary>The lines and transitions that a second judgement made, from its first new fact on.</summary>
internal sealed class HistoryFold
{
    private readonly List<LedgerTransition> _transitions = [];

    public bool HasBegun { get; private set; }

    public DeviceTimeline Timeline { get; } = new();

    public IReadOnlyList<LedgerTransition> Transitions => _transitions;

    /// <summary>The state after the last observation; null: none.</summary>
    public DeviceState? Last { get; private set; }

    /// <summary>Begins with what lasted before the first new fact: whatever comes cannot change what lies before these verdicts began.</summary>
    /// <param name="before">Null: the first new fact is the device's first.</param>
    public void Begin(DeviceState? before)
    {
        HasBegun = true;
        if (before is null)
        {
            return;
        }

        Timeline.Begin(new Segment(RungNumber.Overall, before.Since.Truncate(), null, (short)before.Status, before.Reason, before.BrokenRung));
        foreach (var rung in before.Rungs)
        {
            Timeline.Begin(new Segment(RungNumber.Of(rung.Rung), rung.Since.Truncate(), null, (short)rung.Status, rung.Reason, null));
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
