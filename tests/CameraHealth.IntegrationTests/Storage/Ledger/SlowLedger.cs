using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Ledger;

namespace CameraHealth.IntegrationTests.Storage.Ledger;

/// <summary>What the ledger of one device must say, made the obvious way: all its facts, judged once, in order of time.</summary>
internal sealed class SlowLedger
{
    private SlowLedger(DeviceState state, IReadOnlyList<ProvenTransition> transitions, IReadOnlyList<Segment> intervals) =>
        (State, Transitions, Intervals) = (state, transitions, intervals);

    public DeviceState State { get; }

    /// <summary>By rung (overall first) in order of time.</summary>
    public IReadOnlyList<ProvenTransition> Transitions { get; }

    /// <summary>By rung (overall first) in order of time.</summary>
    public IReadOnlyList<Segment> Intervals { get; }

    public static SlowLedger Of(Device device, PollPolicy policy, IEnumerable<Observation> facts)
    {
        var inOrder = facts.OrderBy(fact => fact.At).ToArray();
        var state = DeviceState.NeverObserved(device.Id, device.ApplicableRungs, inOrder[0].At);
        var transitions = new List<ProvenTransition>();
        foreach (var fact in inOrder)
        {
            var result = Assessor.Assess(state, fact, policy);
            var evidence = Convert.ToHexString(ObservationRow.Of(fact).EvidenceHash());
            transitions.AddRange(result.Transitions.Select(transition => new ProvenTransition(transition, evidence)));
            state = result.State;
        }

        short[] lines = [0, .. device.ApplicableRungs.Select(rung => (short)rung)];
        return new SlowLedger(
            state,
            [.. lines.SelectMany(line => transitions.Where(row => row.Line == line).OrderBy(row => row.Transition.At))],
            [.. lines.SelectMany(line => Cut(line, inOrder[0].At, transitions.Where(row => row.Line == line).Select(row => row.Transition)))]);
    }

    private static IEnumerable<Segment> Cut(short line, DateTimeOffset begin, IEnumerable<Transition> transitions)
    {
        var begins = new SortedDictionary<DateTimeOffset, Segment> { [begin] = new(line, begin, null, 0, Reason.NotYetMeasured, null) };
        foreach (var change in transitions)
        {
            // A later change in the same instant replaces it: nothing lasts for no time.
            begins[change.At] = new Segment(line, change.At, null, (short)change.To, change.Reason, change.BrokenRung);
        }

        var segments = begins.Values.ToArray();
        return segments.Select((segment, index) => segment with { To = index + 1 < segments.Length ? segments[index + 1].From : null });
    }
}

/// <summary>A row of the ledger with the hash of the observation that made it.</summary>
internal sealed record ProvenTransition(Transition Transition, string Evidence)
{
    public short Line => RungNumber.Of(Transition.Rung);
}
