using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Tests.Monitoring.Doubles;
using CsCheck;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Assessment;

/// <summary>What holds for every device, whatever befalls it.</summary>
public sealed class AssessorHistoryTests
{
    [Fact]
    public void Transitions_of_a_rung_chain_and_their_times_never_decrease() => Gen.Select(RandomHistory.Any, RandomHistory.Policy).Sample((history, policy) =>
    {
        var (state, steps) = Judge(history, policy);
        var transitions = steps.SelectMany(step => step.Result.Transitions).ToList();
        foreach (var line in transitions.GroupBy(transition => transition.Rung))
        {
            var (at, status) = (Devices.Start, (int)Status.Unknown);
            foreach (var transition in line)
            {
                transition.From.ShouldBe(status);
                transition.To.ShouldNotBe(status);
                transition.At.ShouldBeGreaterThanOrEqualTo(at);
                (at, status) = (transition.At, transition.To);
            }

            var (lastStatus, lastSince) = line.Key is { } rung ? state.Rungs.Where(last => last.Rung == rung).Select(last => ((int)last.Status, last.Since)).Single() : ((int)state.Status, state.Since);
            lastStatus.ShouldBe(status);
            lastSince.ShouldBe(at);
        }
    });

    [Fact]
    public void Nothing_is_dated_after_the_observation_that_said_it() => RandomHistory.Any.Sample(history =>
    {
        foreach (var (observation, result) in Judge(history, new PollPolicy()).Steps)
        {
            result.Transitions.ShouldAllBe(transition => transition.At <= observation.At);
            result.State.LastAt.ShouldBe(observation.At);
            result.State.Since.ShouldBeLessThanOrEqualTo(observation.At);
            result.State.Rungs.ShouldAllBe(rung => rung.Since <= observation.At);
        }
    });

    [Fact]
    public void Verdict_is_always_the_table_s_verdict_on_the_rungs() => RandomHistory.Any.Sample(history =>
    {
        foreach (var (_, result) in Judge(history, new PollPolicy()).Steps)
        {
            VerdictTable.Judge(result.State.Rungs).ShouldBe(new Verdict(result.State.Status, result.State.Reason, result.State.BrokenRung));
        }
    });

    [Fact]
    public void Refused_and_inconclusive_never_make_downtime() => Gen.Select(RandomHistory.WithoutFailures, RandomHistory.Policy).Sample((history, policy) =>
        Judge(history, policy).Steps.ShouldAllBe(step => step.Result.State.Status != Status.Unhealthy && step.Result.Transitions.All(transition => transition.To != (int)RungStatus.Failed)));

    [Fact]
    public void Inconclusive_observation_changes_no_count_and_no_freshness() => RandomHistory.Any.Sample(history =>
    {
        var (state, _) = Judge(history, new PollPolicy());
        var at = state.LastAt!.Value.AddMilliseconds(1);
        var busy = Observed.At(PollKind.Health, at, [.. history.Rungs.Where(rung => Rungs.MeasuredBy(rung) == PollKind.Health).Select(Observed.Busy)], new PollPolicy());
        var after = Assessor.Assess(state, busy, new PollPolicy()).State;
        foreach (var (before, now) in state.Rungs.Zip(after.Rungs).Where(pair => pair.First.Status == pair.Second.Status))
        {
            (now.Pending, now.NextDueAt, now.VouchedUntil, now.LastAt, now.Since).ShouldBe((before.Pending, before.NextDueAt, before.VouchedUntil, before.LastAt, before.Since));
        }
    });

    [Fact]
    public void Known_verdict_rests_on_rungs_that_are_still_vouched_for() => RandomHistory.Any.Sample(history =>
    {
        foreach (var (observation, result) in Judge(history, new PollPolicy()).Steps)
        {
            result.State.Rungs.Where(rung => rung.Status is not (RungStatus.Unknown or RungStatus.Blocked)).ShouldAllBe(rung => rung.VouchedUntil >= observation.At);
            (result.State.NextDueAt is null).ShouldBe(result.State.Status == Status.Unknown);
        }
    });

    [Fact]
    public void Fault_is_confirmed_by_as_many_failures_as_the_policy_asks_and_begins_at_the_first() => Gen.Select(Gen.Int[1, 20], Gen.Int[1, 15]).Sample((failures, pace) =>
    {
        var camera = new JudgedDevice(Rungs.All, new PollPolicy { FailuresToConfirm = failures, StreamInterval = TimeSpan.FromHours(1) }).Healthy();
        for (var i = 1; i <= failures; i++)
        {
            camera.State.Status.ShouldBe(Status.Healthy);
            camera.Health(60 + (i - 1) * pace, Observed.Failed(Rung.Reachable, Reason.ConnectTimeout));
        }

        camera.State.Status.ShouldBe(Status.Unhealthy);
        camera.State.Since.ShouldBe(JudgedDevice.At(60));
    });

    private static (DeviceState State, IReadOnlyList<(Observation Observation, AssessmentResult Result)> Steps) Judge(
        (IReadOnlyList<Rung> Rungs, IReadOnlyList<Observation> Observations) history, PollPolicy policy)
    {
        var state = DeviceState.NeverObserved(1, history.Rungs, Devices.Start);
        var steps = new List<(Observation, AssessmentResult)>();
        foreach (var observation in history.Observations)
        {
            var result = Assessor.Assess(state, observation, policy);
            state = result.State;
            steps.Add((observation, result));
        }

        return (state, steps);
    }
}
