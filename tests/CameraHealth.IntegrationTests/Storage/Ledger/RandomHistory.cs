using CameraHealth.Monitoring.Fleet;
using CsCheck;

namespace CameraHealth.IntegrationTests.Storage.Ledger;

/// <summary>One thing that happens in a random history.</summary>
internal abstract record HistoryStep
{
    /// <summary>A worker polls a device; <paramref name="After"/> the step before, as true time goes.</summary>
    internal sealed record Poll(int Worker, int Device, Sight Sight, TimeSpan After) : HistoryStep;

    /// <summary>A worker closes its batch; it is not delivered yet.</summary>
    internal sealed record Cut(int Worker) : HistoryStep;

    /// <summary>One of the batches that wait is delivered, whichever.</summary>
    internal sealed record Deliver(int Pick) : HistoryStep;

    /// <summary>A batch that was delivered comes once more.</summary>
    internal sealed record Repeat(int Pick) : HistoryStep;

    /// <summary>A batch that waits is lost with the process that held it.</summary>
    internal sealed record Lose(int Pick) : HistoryStep;

    /// <summary>A worker takes the groups over.</summary>
    internal sealed record Claim(int Worker) : HistoryStep;

    /// <summary>Somebody asks for an availability; from and to are shares of the history.</summary>
    internal sealed record Ask(int Device, double From, double To) : HistoryStep;
}

/// <summary>A history of some devices as two workers see it, and the order in which it reaches the database.</summary>
/// <param name="Policy">The devices' policy.</param>
/// <param name="Offsets">How wrong each worker's clock is.</param>
/// <param name="EndsAfterNow">From the database's present to the end of the history.</param>
/// <param name="Steps">What happens.</param>
/// <param name="Order">In which order the batches come that are left at the end.</param>
internal sealed record RandomHistory(PollPolicy Policy, TimeSpan[] Offsets, TimeSpan EndsAfterNow, HistoryStep[] Steps, int[] Order)
{
    public const int Devices = 3;

    // Long intervals too: a change may need days to be confirmed.
    private static readonly Gen<PollPolicy> Policies =
        from interval in Gen.OneOf(Gen.Const((Health: 60, Stream: 300)), Gen.Const((Health: 10, Stream: 30)), Gen.Const((Health: 3600, Stream: 3600)), Gen.Const((Health: 3600, Stream: 86400)))
        from failures in Gen.Int[1, 4]
        from recoveries in Gen.Int[1, 3]
        select new PollPolicy
        {
            HealthInterval = TimeSpan.FromSeconds(interval.Health),
            HealthDeadline = TimeSpan.FromSeconds(5),
            StreamInterval = TimeSpan.FromSeconds(interval.Stream),
            StreamDeadline = TimeSpan.FromSeconds(15),
            FailuresToConfirm = failures,
            RecoveriesToConfirm = recoveries,
        };

    private static readonly Gen<Sight> SomeSight = Gen.Frequency(
        (6, Gen.Const(Sight.Good)),
        (5, Gen.Const(Sight.StreamGood)),
        (3, Gen.Const(Sight.Silent)),
        (2, Gen.Const(Sight.NoFrames)),
        (4, Gen.Int[0, (int)Sight.StreamNotAsked].Select(number => (Sight)number)));

    // Mostly before the next one is due, sometimes after it, now and then in the same instant.
    private static readonly Gen<double> ShareOfInterval = Gen.Frequency((10, Gen.Double[0.01, 0.5]), (2, Gen.Double[0.8, 1.5]), (1, Gen.Double[2, 6]), (2, Gen.Const(0.0)));

    // The batch that waits longest, or any.
    private static readonly Gen<int> Pick = Gen.Frequency((2, Gen.Const(0)), (1, Gen.Int[0, 999]));

    /// <summary>Histories of some polls each.</summary>
    public static readonly Gen<RandomHistory> All =
        from policy in Policies
        from offsets in Gen.Frequency((3, Gen.Int[-5_000_000, 5_000_000]), (1, Gen.Const(0))).Select(micros => TimeSpan.FromMicroseconds(micros)).Array[2]
        from end in Gen.Double[-1.5, 0.5].Select(share => share * policy.StreamInterval)
        from weight in Gen.Int[1, 4]
        from steps in StepsOf(policy, weight).Array[5, 90]
        from order in Gen.OneOf(Pick.Array[20], Gen.Const(new int[1]))
        select new RandomHistory(policy, offsets, end, steps, order);

    public override string ToString() => string.Join(
        '\n',
        [
            $"health {Policy.HealthInterval}, stream {Policy.StreamInterval}, {Policy.FailuresToConfirm} failures, {Policy.RecoveriesToConfirm} recoveries",
            $"offsets {string.Join(", ", Offsets)}, ends {EndsAfterNow} after now",
            .. Steps.Select(step => step.ToString()), $"order {string.Join(',', Order)}",
        ]);

    private static Gen<HistoryStep> StepsOf(PollPolicy policy, int weight)
    {
        var worker = Gen.Frequency((weight, Gen.Const(0)), (1, Gen.Const(1)));
        var poll =
            from who in worker
            from device in Gen.Int[0, Devices - 1]
            from sight in SomeSight
            from share in ShareOfInterval
            select (HistoryStep)new HistoryStep.Poll(who, device, sight, Whole(policy.IntervalOf(sight.Kind()) * share));
        return Gen.Frequency(
            (60, poll),
            (12, worker.Select(who => (HistoryStep)new HistoryStep.Cut(who))),
            (12, Pick.Select(pick => (HistoryStep)new HistoryStep.Deliver(pick))),
            (3, Gen.Int[0, 999].Select(pick => (HistoryStep)new HistoryStep.Repeat(pick))),
            (2, Pick.Select(pick => (HistoryStep)new HistoryStep.Lose(pick))),
            (2, Gen.Int[0, 1].Select(who => (HistoryStep)new HistoryStep.Claim(who))),
            (6, Gen.Select(Gen.Int[0, Devices - 1], Gen.Double[-0.2, 1.2], Gen.Double[-0.2, 1.5], (device, from, to) => (HistoryStep)new HistoryStep.Ask(device, from, to))));
    }

    private static TimeSpan Whole(TimeSpan span) => TimeSpan.FromMicroseconds(Math.Floor(span.TotalMicroseconds));
}
