using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Tests.Monitoring.Doubles;
using Shouldly;
using Xunit;
using static CameraHealth.Tests.Monitoring.Doubles.JudgedDevice;
using static CameraHealth.Tests.Monitoring.Doubles.Observed;

namespace CameraHealth.Tests.Monitoring.Assessment;

public sealed class AssessorTests
{
    private static readonly RungFinding Gone = Failed(Rung.Reachable, Reason.ConnectTimeout);
    private static readonly RungFinding NoFrames = Failed(Rung.Streaming, Reason.NoFrames);

    private readonly JudgedDevice _camera = new(Rungs.All);

    [Fact]
    public void Camera_is_healthy_when_both_kinds_have_measured_it_and_not_before()
    {
        _camera.GoodHealth(10);
        _camera.State.Status.ShouldBe(Status.Unknown);
        _camera.State.BrokenRung.ShouldBe(Rung.Streaming);

        _camera.GoodStream(12);
        _camera.State.ShouldSatisfyAllConditions(
            state => state.Status.ShouldBe(Status.Healthy),
            state => state.Reason.ShouldBe(Reason.None),
            state => state.BrokenRung.ShouldBeNull(),
            state => state.Since.ShouldBe(At(12)),
            state => state.LastAt.ShouldBe(At(12)));
    }

    [Fact]
    public void From_unknown_one_observation_decides()
    {
        _camera.Health(10, Gone);
        _camera.State.Status.ShouldBe(Status.Unhealthy);
        _camera.Overall.ShouldBe([new Transition(1, null, At(10), (int)Status.Unknown, (int)Status.Unhealthy, Reason.ConnectTimeout, Rung.Reachable)]);
    }

    [Fact]
    public void Fault_needs_its_count_and_begins_at_the_first_failure()
    {
        _camera.Healthy();
        _camera.Health(60, Gone);
        _camera.Health(70, Gone);
        _camera.State.Status.ShouldBe(Status.Healthy);
        _camera.StateOf(Rung.Reachable).Pending.ShouldBe(new PendingChange(RungStatus.Failed, Reason.ConnectTimeout, At(60), 2));

        _camera.Health(80, Gone);
        _camera.State.Status.ShouldBe(Status.Unhealthy);
        _camera.State.Since.ShouldBe(At(60));
        _camera.Overall.Last().ShouldBe(new Transition(1, null, At(60), (int)Status.Healthy, (int)Status.Unhealthy, Reason.ConnectTimeout, Rung.Reachable));
        _camera.Transitions.Single(transition => transition.Rung == Rung.Reachable && transition.To == (int)RungStatus.Failed).At.ShouldBe(At(60));
    }

    [Fact]
    public void Recovery_needs_its_count_and_begins_at_the_first_good_observation()
    {
        _camera.Healthy();
        foreach (var second in new[] { 60, 70, 80 })
        {
            _camera.Stream(second, NoFrames);
        }

        _camera.GoodHealth(85);
        _camera.GoodStream(90);
        _camera.State.Status.ShouldBe(Status.Unhealthy);
        _camera.GoodStream(100);
        _camera.State.Status.ShouldBe(Status.Healthy);
        _camera.State.Since.ShouldBe(At(90));
    }

    [Fact]
    public void Good_observation_resets_the_count_of_failures()
    {
        _camera.Healthy();
        _camera.Health(60, Gone);
        _camera.Health(70, Gone);
        _camera.GoodHealth(80);
        _camera.Health(90, Gone);
        _camera.Health(100, Gone);
        _camera.State.Status.ShouldBe(Status.Healthy);
        _camera.StateOf(Rung.Reachable).Pending.ShouldNotBeNull().FirstAt.ShouldBe(At(90));
    }

    [Fact]
    public void Failure_resets_the_count_of_recoveries()
    {
        _camera.Health(0, Gone);
        _camera.GoodHealth(10);
        _camera.Health(20, Gone);
        _camera.GoodHealth(30);
        _camera.State.Status.ShouldBe(Status.Unhealthy);
        _camera.GoodHealth(40);
        _camera.StateOf(Rung.Reachable).Since.ShouldBe(At(30));
    }

    [Fact]
    public void Fault_whose_reason_changes_counts_on_and_shows_the_newest_reason()
    {
        _camera.Healthy();
        _camera.Health(60, Gone);
        _camera.Health(70, Failed(Rung.Reachable, Reason.ConnectRefused));
        _camera.Health(80, Failed(Rung.Reachable, Reason.NoRoute));
        _camera.State.Status.ShouldBe(Status.Unhealthy);
        _camera.State.Reason.ShouldBe(Reason.NoRoute);
        _camera.State.Since.ShouldBe(At(60));
    }

    [Fact]
    public void Camera_that_fails_now_on_one_rung_and_now_on_another_is_confirmed_all_the_same()
    {
        _camera.Healthy();
        for (var i = 0; i < 3; i++)
        {
            _camera.Health(60 + 20 * i, Gone);
            _camera.Health(70 + 20 * i, RungFinding.Good(Rung.Reachable), Failed(Rung.Responding, Reason.ReplyTimeout));
        }

        _camera.StateOf(Rung.Responding).ShouldSatisfyAllConditions(
            rung => rung.Status.ShouldBe(RungStatus.Failed), rung => rung.Since.ShouldBe(At(70)));
        _camera.State.Status.ShouldBe(Status.Degraded);
    }

    [Fact]
    public void Two_deviations_and_one_failure_are_a_deviation_and_no_downtime()
    {
        var slow = new RungFinding(Rung.Streaming, Finding.Deviating, Reason.NoFrames);
        _camera.Healthy();
        _camera.Stream(300, slow);
        _camera.Stream(310, slow);
        _camera.Stream(320, NoFrames);
        _camera.StateOf(Rung.Streaming).ShouldSatisfyAllConditions(
            rung => rung.Status.ShouldBe(RungStatus.Deviating), rung => rung.Since.ShouldBe(At(300)));

        _camera.Stream(330, NoFrames);
        _camera.Stream(340, NoFrames);
        _camera.Stream(350, NoFrames);
        _camera.StateOf(Rung.Streaming).ShouldSatisfyAllConditions(
            rung => rung.Status.ShouldBe(RungStatus.Failed), rung => rung.Since.ShouldBe(At(330)));
    }

    [Fact]
    public void Camera_that_rejects_the_password_is_unknown_and_not_down()
    {
        _camera.Healthy();
        _camera.Health(60, RungFinding.Good(Rung.Reachable), RungFinding.Good(Rung.Responding), Refused(Rung.Authenticated));
        _camera.State.Status.ShouldBe(Status.Degraded);

        _camera.Stream(61, Refused(Rung.Streaming));
        _camera.State.Status.ShouldBe(Status.Unknown);
        _camera.State.Reason.ShouldBe(Reason.CredentialsRefused);
        _camera.Overall.ShouldAllBe(transition => transition.To != (int)Status.Unhealthy);

        _camera.GoodHealth(120);
        _camera.GoodStream(121);
        _camera.State.Status.ShouldBe(Status.Healthy);
    }

    [Fact]
    public void Login_refused_from_the_start_is_named_before_what_it_kept_us_from_measuring()
    {
        _camera.Health(0, RungFinding.Good(Rung.Reachable), RungFinding.Good(Rung.Responding), Refused(Rung.Authenticated));
        _camera.State.ShouldSatisfyAllConditions(
            state => state.Status.ShouldBe(Status.Unknown),
            state => state.Reason.ShouldBe(Reason.CredentialsRefused),
            state => state.BrokenRung.ShouldBe(Rung.Authenticated));
    }

    [Fact]
    public void Rung_above_a_suspected_one_keeps_its_verdict_and_is_blocked_when_the_fault_is_confirmed()
    {
        _camera.Healthy();
        _camera.Health(60, Gone);
        _camera.StateOf(Rung.Authenticated).Status.ShouldBe(RungStatus.Good);
        _camera.StateOf(Rung.Authenticated).VouchedUntil.ShouldBe(_camera.StateOf(Rung.Reachable).VouchedUntil);

        _camera.Health(70, Gone);
        _camera.Health(80, Gone);
        foreach (var rung in new[] { Rung.Responding, Rung.Authenticated, Rung.Streaming })
        {
            _camera.StateOf(rung).ShouldSatisfyAllConditions(
                state => state.Status.ShouldBe(RungStatus.Blocked), state => state.Reason.ShouldBe(Reason.LowerRungBroken), state => state.Since.ShouldBe(At(60)));
        }
    }

    [Fact]
    public void Silent_onvif_blocks_only_the_login()
    {
        _camera.Healthy();
        foreach (var second in new[] { 60, 70, 80 })
        {
            _camera.Health(second, RungFinding.Good(Rung.Reachable), Failed(Rung.Responding, Reason.ReplyTimeout));
        }

        _camera.State.Rungs.Select(rung => rung.Status).ShouldBe([RungStatus.Good, RungStatus.Failed, RungStatus.Blocked, RungStatus.Good, RungStatus.Unknown]);
        _camera.State.Status.ShouldBe(Status.Degraded);
    }

    [Fact]
    public void Blocked_rung_measured_during_the_recovery_is_good_since_then_and_the_others_are_unknown_until_measured()
    {
        _camera.Health(0, Gone);
        _camera.GoodHealth(10);
        _camera.GoodStream(15);
        _camera.GoodHealth(20);
        _camera.State.Rungs.Select(rung => (rung.Status, rung.Since)).ShouldBe([
            (RungStatus.Good, At(10)), (RungStatus.Good, At(10)), (RungStatus.Good, At(10)), (RungStatus.Good, At(15)), (RungStatus.Unknown, At(10))]);
        _camera.State.Status.ShouldBe(Status.Healthy);
        _camera.State.Since.ShouldBe(At(15));

        var unasked = new JudgedDevice(Rungs.All);
        unasked.Health(0, Gone);
        unasked.GoodHealth(10);
        unasked.GoodHealth(20);
        unasked.StateOf(Rung.Streaming).Status.ShouldBe(RungStatus.Unknown);
        unasked.State.ShouldSatisfyAllConditions(state => state.Status.ShouldBe(Status.Unknown), state => state.Since.ShouldBe(At(10)));
    }

    [Fact]
    public void Blocked_rung_is_not_released_by_what_was_measured_too_long_ago()
    {
        _camera.Health(0, Gone);
        _camera.GoodHealth(10);
        _camera.GoodStream(15);
        _camera.Health(20, Gone);
        _camera.GoodHealth(400);
        _camera.StateOf(Rung.Streaming).ShouldSatisfyAllConditions(
            rung => rung.Status.ShouldBe(RungStatus.Unknown), rung => rung.Reason.ShouldBe(Reason.NotYetMeasured));
    }

    [Fact]
    public void Channel_whose_recorder_refuses_the_login_is_not_called_good_on_what_could_not_be_asked()
    {
        _camera.Healthy();
        _camera.Health(60, Refused(Rung.Reachable));
        _camera.State.Rungs.Select(rung => rung.Status).ShouldBe([RungStatus.Refused, RungStatus.Blocked, RungStatus.Blocked, RungStatus.Good, RungStatus.Unknown]);
        _camera.State.Status.ShouldBe(Status.Degraded);

        _camera.GoodHealth(120);
        _camera.State.Rungs.ShouldAllBe(rung => rung.Status == RungStatus.Good);
        _camera.State.Status.ShouldBe(Status.Healthy);
    }

    [Fact]
    public void Channel_behind_a_dead_recorder_is_down_since_the_recorder_was()
    {
        _camera.Healthy();
        foreach (var second in new[] { 60, 70, 80 })
        {
            _camera.Health(second, Failed(Rung.Reachable, Reason.RecorderUnavailable));
        }

        _camera.State.ShouldSatisfyAllConditions(
            state => state.Status.ShouldBe(Status.Unhealthy), state => state.Reason.ShouldBe(Reason.RecorderUnavailable), state => state.Since.ShouldBe(At(60)));
    }

    [Fact]
    public void Inconclusive_raises_no_count_and_resets_none()
    {
        _camera.Healthy();
        _camera.Health(60, Gone);
        _camera.Health(70, Gone);
        var before = _camera.StateOf(Rung.Reachable);
        for (var second = 71; second < 80; second++)
        {
            _camera.Health(second, Busy(Rung.Reachable)).Transitions.ShouldBeEmpty();
        }

        _camera.StateOf(Rung.Reachable).ShouldBe(before with { Inconclusive = Reason.DeviceBusy });
        _camera.Health(80, Gone);
        _camera.State.Status.ShouldBe(Status.Unhealthy);
        _camera.State.Since.ShouldBe(At(60));
    }

    [Fact]
    public void Inconclusive_alone_leaves_an_unmeasured_device_unknown_and_says_why()
    {
        _camera.Health(0, Busy(Rung.Reachable));
        _camera.Overall.ShouldBeEmpty();
        _camera.State.ShouldSatisfyAllConditions(
            state => state.Status.ShouldBe(Status.Unknown), state => state.Reason.ShouldBe(Reason.DeviceBusy), state => state.NextDueAt.ShouldBeNull());
    }

    [Fact]
    public void Recorder_and_encoder_are_judged_by_their_own_rungs()
    {
        var recorder = new JudgedDevice(Rungs.UpToAuthenticated);
        recorder.GoodHealth(0);
        recorder.State.Status.ShouldBe(Status.Healthy);

        var encoder = new JudgedDevice(Rungs.WithoutResponding);
        encoder.GoodHealth(0);
        encoder.State.Status.ShouldBe(Status.Unknown);
        encoder.GoodStream(1);
        encoder.State.Status.ShouldBe(Status.Healthy);
    }

    [Fact]
    public void Policy_that_confirms_at_once_is_obeyed()
    {
        var camera = new JudgedDevice(Rungs.All, new PollPolicy { FailuresToConfirm = 1, RecoveriesToConfirm = 1 }).Healthy();
        camera.Stream(30, NoFrames);
        camera.State.Status.ShouldBe(Status.Unhealthy);
        camera.GoodStream(40);
        camera.State.Status.ShouldBe(Status.Healthy);
    }

    [Fact]
    public void Observation_that_is_not_later_is_refused()
    {
        _camera.Healthy();
        Should.Throw<ArgumentException>(() => _camera.GoodStream(1));
    }

    [Fact]
    public void Only_what_is_suspected_or_not_known_is_worth_repeating()
    {
        _camera.GoodHealth(0).ShouldSatisfyAllConditions(result => result.IsWorthRepeating(PollKind.Stream).ShouldBeTrue(), result => result.IsWorthRepeating(PollKind.Health).ShouldBeFalse());
        _camera.GoodStream(1).IsWorthRepeating(PollKind.Stream).ShouldBeFalse();

        // Suspected: the health poll again, and not the stream, which tells nothing about it.
        _camera.Health(60, Gone).ShouldSatisfyAllConditions(result => result.IsWorthRepeating(PollKind.Health).ShouldBeTrue(), result => result.IsWorthRepeating(PollKind.Stream).ShouldBeFalse());
        _camera.Health(70, Gone);
        // Confirmed: nothing is in doubt; the stream is blocked.
        _camera.Health(80, Gone).ShouldSatisfyAllConditions(result => result.IsWorthRepeating(PollKind.Health).ShouldBeFalse(), result => result.IsWorthRepeating(PollKind.Stream).ShouldBeFalse());
        // Coming back: both.
        _camera.GoodHealth(120).ShouldSatisfyAllConditions(result => result.IsWorthRepeating(PollKind.Health).ShouldBeTrue(), result => result.IsWorthRepeating(PollKind.Stream).ShouldBeTrue());
        // A busy device is not asked before its time.
        var busy = new JudgedDevice(Rungs.All);
        busy.Health(0, Busy(Rung.Reachable)).IsWorthRepeating(PollKind.Stream).ShouldBeTrue();
        busy.Stream(1, Busy(Rung.Streaming)).IsWorthRepeating(PollKind.Stream).ShouldBeFalse();
    }
}
