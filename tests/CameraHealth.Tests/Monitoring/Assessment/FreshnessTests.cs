using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Tests.Monitoring.Doubles;
using Shouldly;
using Xunit;
using static CameraHealth.Tests.Monitoring.Doubles.JudgedDevice;
using static CameraHealth.Tests.Monitoring.Doubles.Observed;

namespace CameraHealth.Tests.Monitoring.Assessment;

/// <summary>An observation vouches until the next one was due plus the time that one may take; if none came, Unknown begins when it was due.</summary>
public sealed class FreshnessTests
{
    // Health was observed at 0 s: the next is due at 60 s and may wait 15 s for its permits and take 15 s.
    private const int Due = 60;
    private const int VouchedUntil = 90;

    private readonly JudgedDevice _camera = new JudgedDevice(Rungs.All).Healthy();

    [Fact]
    public void Verdict_holds_to_the_end_of_its_vouching_and_is_unknown_since_the_due_moment_after_it()
    {
        _camera.State.EffectiveAt(At(VouchedUntil)).ShouldBe((Status.Healthy, Reason.None, At(1)));
        _camera.State.EffectiveAt(At(VouchedUntil + 0.001)).ShouldBe((Status.Unknown, Reason.NoObservation, At(Due)));
    }

    [Fact]
    public void Late_observation_vouches_again_and_leaves_the_hole_before_it_unknown()
    {
        _camera.GoodHealth(600);
        _camera.GoodStream(601);
        _camera.Overall.Select(transition => (transition.At, (Status)transition.From, (Status)transition.To)).ShouldBe([
            (At(1), Status.Unknown, Status.Healthy), (At(Due), Status.Healthy, Status.Unknown), (At(601), Status.Unknown, Status.Healthy)]);
        _camera.State.EffectiveAt(At(660)).Status.ShouldBe(Status.Healthy);
    }

    [Fact]
    public void Observation_that_comes_within_the_vouching_leaves_no_hole()
    {
        _camera.GoodHealth(VouchedUntil);
        _camera.Overall.Count().ShouldBe(1);
        _camera.State.Since.ShouldBe(At(1));
    }

    [Fact]
    public void Failure_after_a_hole_is_dated_after_the_hole_and_decides_alone()
    {
        _camera.Health(600, Failed(Rung.Reachable, Reason.ConnectTimeout));
        _camera.Overall.Skip(1).Select(transition => (transition.At, (Status)transition.To)).ShouldBe([(At(Due), Status.Unknown), (At(600), Status.Unhealthy)]);
    }

    [Fact]
    public void Suspicion_does_not_outlive_a_hole()
    {
        _camera.Health(60, Failed(Rung.Reachable, Reason.ConnectTimeout));
        _camera.Health(70, Failed(Rung.Reachable, Reason.ConnectTimeout));
        _camera.GoodHealth(600);
        _camera.StateOf(Rung.Reachable).Pending.ShouldBeNull();
        _camera.Overall.ShouldAllBe(transition => transition.To != (int)Status.Unhealthy);
    }

    [Fact]
    public void Stream_that_is_not_observed_makes_the_device_unknown_while_its_health_goes_on()
    {
        for (var second = 60; second <= 360; second += 60)
        {
            _camera.GoodHealth(second);
        }

        // Due at 301 s, vouched until 341 s.
        _camera.State.ShouldSatisfyAllConditions(
            state => state.Status.ShouldBe(Status.Unknown),
            state => state.Since.ShouldBe(At(301)),
            state => state.BrokenRung.ShouldBe(Rung.Streaming),
            state => state.Reason.ShouldBe(Reason.NoObservation));
        _camera.Transitions.Last(transition => transition.Rung == Rung.Streaming).ShouldBe(
            new Transition(1, Rung.Streaming, At(301), (int)RungStatus.Good, (int)RungStatus.Unknown, Reason.NoObservation, null));
    }

    [Fact]
    public void Busy_device_is_vouched_for_by_nothing_and_unknown_for_that_reason()
    {
        _camera.Health(60, Busy(Rung.Reachable));
        _camera.Health(VouchedUntil + 1, Busy(Rung.Reachable));
        _camera.State.ShouldSatisfyAllConditions(
            state => state.Status.ShouldBe(Status.Unknown), state => state.Since.ShouldBe(At(Due)), state => state.Reason.ShouldBe(Reason.DeviceBusy));
        _camera.Overall.Last().Reason.ShouldBe(Reason.DeviceBusy);
    }

    [Fact]
    public void Fault_that_is_no_longer_observed_becomes_unknown_and_lets_the_rungs_above_go()
    {
        foreach (var second in new[] { 60, 70, 80 })
        {
            _camera.Health(second, Failed(Rung.Reachable, Reason.ConnectTimeout));
        }

        _camera.State.EffectiveAt(At(170)).Status.ShouldBe(Status.Unhealthy);
        _camera.State.EffectiveAt(At(171)).ShouldBe((Status.Unknown, Reason.NoObservation, At(140)));

        _camera.Health(600, Busy(Rung.Reachable));
        _camera.State.Rungs.ShouldAllBe(rung => rung.Status == RungStatus.Unknown);
        _camera.Overall.Last().ShouldBe(new Transition(1, null, At(140), (int)Status.Unhealthy, (int)Status.Unknown, Reason.NoObservation, Rung.Reachable));
    }

    [Fact]
    public void Blocked_rung_does_not_run_out()
    {
        foreach (var second in new[] { 60, 70, 80, 140, 200, 260, 320, 380 })
        {
            _camera.Health(second, Failed(Rung.Reachable, Reason.ConnectTimeout));
        }

        _camera.StateOf(Rung.Streaming).ShouldSatisfyAllConditions(rung => rung.Status.ShouldBe(RungStatus.Blocked), rung => rung.Since.ShouldBe(At(60)));
        _camera.State.EffectiveAt(At(400)).Status.ShouldBe(Status.Unhealthy);
    }

    [Fact]
    public void Device_never_observed_is_unknown_since_it_was_registered()
    {
        var state = DeviceState.NeverObserved(1, Rungs.All, At(5));
        state.EffectiveAt(At(5_000_000)).ShouldBe((Status.Unknown, Reason.NotYetMeasured, At(5)));
    }
}
