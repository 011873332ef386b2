using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Storage.Ledger;

/// <summary>What is retained of a device from a safe begin on: facts, and what the ledger made of them so far.</summary>
/// <param name="Begin">Where the reading began.</param>
/// <param name="Observations">In order of time, the late ones included.</param>
/// <param name="Segments">Current intervals that reach beyond the begin.</param>
/// <param name="Transitions">Ledger rows since the begin that nothing superseded.</param>
internal sealed record DeviceHistory(
    DateTimeOffset Begin, IReadOnlyList<ObservationRow> Observations, IReadOnlyList<StoredSegment> Segments, IReadOnlyList<StoredTransition> Transitions)
{
    /// <summary>The state at the begin as the ledger has it; its freshness ends where the ledger ended it. Null: the begin lies before the first interval.</summary>
    /// <param name="device">The device.</param>
    /// <param name="now">The stored state: the freshness of what still lasts.</param>
    public DeviceState? Seed(Device device, DeviceState now)
    {
        var at = Segments.Select(stored => stored.Segment).Where(segment => segment.From <= Begin).ToDictionary(segment => segment.Rung);
        if (!at.TryGetValue(RungNumber.Overall, out var overall))
        {
            return null;
        }

        var vouched = FreshnessOf(overall, now);
        return new DeviceState
        {
            DeviceId = device.Id,
            Status = (Status)overall.Status,
            Reason = overall.Reason,
            BrokenRung = overall.BrokenRung,
            Since = overall.From,
            NextDueAt = vouched.NextDueAt,
            VouchedUntil = vouched.VouchedUntil,
            Rungs = [.. device.ApplicableRungs.Select(rung => SeedRung(rung, at.GetValueOrDefault(RungNumber.Of(rung)), overall.From, now))],
        };
    }

    /// <summary>Judges everything again, and keeps the lines from the late facts on.</summary>
    /// <param name="device">The device.</param>
    /// <param name="policy">Its policy.</param>
    /// <param name="now">The stored state.</param>
    /// <param name="earliest">The earliest new observation.</param>
    public HistoryFold Fold(Device device, PollPolicy policy, DeviceState now, DateTimeOffset earliest)
    {
        var seed = Seed(device, now);
        var state = seed ?? DeviceState.NeverObserved(device.Id, device.ApplicableRungs, Observations[0].At);
        var fold = new HistoryFold();
        foreach (var row in Observations)
        {
            if (row.At >= earliest && !fold.HasBegun)
            {
                fold.Begin(seed is null && row == Observations[0] ? null : state);
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

    private static RungState SeedRung(Rung rung, Segment? segment, DateTimeOffset begin, DeviceState now)
    {
        if (segment is null)
        {
            return new RungState { Rung = rung, Since = begin };
        }

        var vouched = FreshnessOf(segment, now);
        return new RungState
        {
            Rung = rung,
            Status = (RungStatus)segment.Status,
            Reason = segment.Reason,
            Since = segment.From,
            NextDueAt = vouched.NextDueAt,
            VouchedUntil = vouched.VouchedUntil,
        };
    }

    private static Freshness FreshnessOf(Segment segment, DeviceState now) => segment.To is { } end ? new Freshness(end, end) : Freshness.Of(now, segment.Rung);
}
