using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;

namespace CameraHealth.Storage.Ledger;

/// <summary>What is retained of a device from a checkpoint on: facts, and what the ledger made of them so far.</summary>
/// <param name="Checkpoint">The state before the observations; null: they are the device's first.</param>
/// <param name="Observations">In order of time, the late ones included.</param>
/// <param name="Segments">Current intervals that reach beyond the checkpoint's verdicts' begin.</param>
/// <param name="Transitions">Ledger rows since then that nothing superseded.</param>
internal sealed record DeviceHistory(
    DeviceState? Checkpoint, IReadOnlyList<ObservationRow> Observations, IReadOnlyList<StoredSegment> Segments, IReadOnlyList<StoredTransition> Transitions)
{
    /// <summary>Judges everything again, and keeps the lines from the late facts on.</summary>
    /// <param name="device">The device.</param>
    /// <param name="policy">Its policy.</param>
    /// <param name="earliest">The earliest new observation.</param>
    public HistoryFold Fold(Device device, PollPolicy policy, DateTimeOffset earliest)
    {
        var state = Checkpoint is null
            ? DeviceState.NeverObserved(device.Id, device.ApplicableRungs, Observations[0].At)
            : StoredState.WithRungs(Checkpoint, device.ApplicableRungs);
        var fold = new HistoryFold();
        foreach (var row in Observations)
        {
            if (row.At >= earliest && !fold.HasBegun)
            {
                fold.Begin(Checkpoint is null && row == Observations[0] ? [] : Lasting(state, earliest));
            }

            if (fold.HasBegun && CheckpointTable.IsDue(state, row.At))
            {
                fold.Checkpoints.Add(state);
            }

            var result = Assessor.Assess(state, row.ToObservation(), policy);
            state = result.State;
            if (fold.HasBegun)
            {
                fold.Add(row, result);
            }
        }

        return fold;
    }

    /// <summary>What lasts at the moment of the late facts, with the words it began with: whatever comes cannot change what lies before.</summary>
    private IEnumerable<LastingSegment> Lasting(DeviceState state, DateTimeOffset earliest)
    {
        yield return Lasting(RungNumber.Overall, (short)state.Status, state.Since.Truncate(), earliest);
        foreach (var rung in state.Rungs.Where(rung => Segments.Any(stored => stored.Segment.Rung == RungNumber.Of(rung.Rung))))
        {
            yield return Lasting(RungNumber.Of(rung.Rung), (short)rung.Status, rung.Since.Truncate(), earliest);
        }
    }

    private LastingSegment Lasting(short line, short status, DateTimeOffset since, DateTimeOffset earliest)
    {
        var atBegin = Transitions.Where(row => row.Line == line && row.Transition.At == since).ToList();

        // A verdict may have changed again in the instant it began, by a fact that came after the late ones: that one is judged again.
        if (atBegin.Exists(row => row.Transition.From == status))
        {
            var later = Observations.Where(row => row.At >= earliest).Select(row => Convert.ToHexString(row.EvidenceHash())).ToHashSet(StringComparer.Ordinal);
            atBegin.RemoveAll(row => later.Contains(Convert.ToHexString(row.Evidence)));
        }

        var led = atBegin.FindLast(row => row.Transition.To == status)?.Transition;
        var first = led is null ? Segments.Where(stored => stored.Segment.Rung == line).MinBy(stored => stored.Segment.From)?.Segment : null;
        var segment = first is null
            ? new Segment(line, since, null, status, led?.Reason ?? default, led?.BrokenRung)
            : first with { From = first.From > since ? first.From : since, To = null, Status = status };
        return new LastingSegment(segment, [.. atBegin.Select(row => row.Id)]);
    }
}

/// <summary>A segment that lasts, and the ledger rows that led to it in the instant it began.</summary>
internal sealed record LastingSegment(Segment Segment, IReadOnlyCollection<long> LedBy);
