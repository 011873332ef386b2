using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Storage.Ledger;

/// <summary>The verdicts of one device as lines of segments, one a rung and one overall, each without overlap or hole.</summary>
internal sealed class DeviceTimeline
{
    private readonly SortedDictionary<short, List<Segment>> _lines = [];

    /// <summary>Every line, lowest rung first; the last segment of each lasts.</summary>
    public IReadOnlyDictionary<short, List<Segment>> Lines => _lines;

    public void Begin(Segment open) => _lines[open.Rung] = [open];

    /// <summary>Takes the verdict in if it fits to what the lines say; else nothing is changed.</summary>
    public bool TryAdd(DateTimeOffset at, DeviceState state, IReadOnlyList<Transition> transitions)
    {
        var last = _lines.ToDictionary(line => line.Key, line => (line.Value[^1].From, line.Value[^1].Status));
        foreach (var transition in transitions)
        {
            var rung = RungNumber.Of(transition.Rung);
            var (from, status) = last.GetValueOrDefault(rung, (at, (short)RungStatus.Unknown));
            if (transition.At.Truncate() < from || transition.From != status)
            {
                return false;
            }

            last[rung] = (transition.At, (short)transition.To);
        }

        var fits = last.GetValueOrDefault(RungNumber.Overall).Status == (short)state.Status
            && state.Rungs.All(rung => last.GetValueOrDefault((short)rung.Rung).Status == (short)rung.Status);
        if (fits)
        {
            Add(at, state, transitions);
        }

        return fits;
    }

    /// <summary>Takes the verdict in.</summary>
    public void Add(DateTimeOffset at, DeviceState state, IReadOnlyList<Transition> transitions)
    {
        BeginMissing(at, state);
        foreach (var transition in transitions)
        {
            Change(_lines[RungNumber.Of(transition.Rung)], transition);
        }
    }

    // A line begins with the device's first observation, or with the first after the rung became applicable.
    private void BeginMissing(DateTimeOffset at, DeviceState state)
    {
        foreach (var rung in state.Rungs.Select(rung => (short)rung.Rung).Prepend(RungNumber.Overall).Where(rung => !_lines.ContainsKey(rung)))
        {
            Begin(new Segment(rung, at, null, (short)Status.Unknown, Reason.NotYetMeasured, null));
        }
    }

    private static void Change(List<Segment> line, Transition transition)
    {
        var last = line[^1];
        var next = last with { From = transition.At.Truncate(), Status = (short)transition.To, Reason = transition.Reason, BrokenRung = transition.BrokenRung };
        if (next.From <= last.From)
        {
            // Changed again in the instant it began: it never was. An interval without length does not exist.
            line[^1] = next with { From = last.From };
            return;
        }

        line[^1] = last with { To = next.From };
        line.Add(next);
    }
}
