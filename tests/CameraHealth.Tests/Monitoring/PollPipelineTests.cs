using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Tests.Monitoring.Doubles;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring;

public sealed class PollPipelineTests : IDisposable
{
    private readonly PollTarget _camera = Devices.Target(Devices.Camera());
    private readonly PollRig _rig = new();

    public PollPipelineTests() => _rig.Own(_camera);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Poll_brings_one_observation_with_the_verdict_made_from_it()
    {
        var due = _rig.Time.GetUtcNow();
        _rig.Health.Play = (_, record, _) =>
        {
            _rig.Time.Advance(TimeSpan.FromMilliseconds(120));
            record.Good(Rung.Reachable);
            record.Good(Rung.Responding);
            record.Good(Rung.Authenticated);
            record.Explain(["GetSystemDateAndTime 200"]);
            return Task.CompletedTask;
        };
        _rig.Time.Advance(TimeSpan.FromMilliseconds(30));
        var result = await _rig.Pipeline.PollAsync(new PollRequest(Devices.Group(_camera), _camera, PollKind.Health, due), CancellationToken.None);

        var item = _rig.TakeWritten().ShouldHaveSingleItem();
        item.State.ShouldBe(result.ShouldNotBeNull().State);
        item.ShouldSatisfyAllConditions(
            written => written.GroupEpoch.ShouldBe(5),
            written => written.PreviousAt.ShouldBeNull(),
            written => written.Observation.DueAt.ShouldBe(due),
            written => written.Observation.Lateness.ShouldBe(TimeSpan.FromMilliseconds(30)),
            written => written.Observation.Duration.ShouldBe(TimeSpan.FromMilliseconds(120)),
            written => written.Observation.At.ShouldBe(due.AddMilliseconds(150)),
            written => written.Observation.NextDueAt.ShouldBe(PollGrid.NextDue(_camera, PollKind.Health, due)),
            written => written.Observation.Trace.ShouldBeEmpty());
        _rig.States.Find(1).ShouldBe(item.State);
    }

    [Fact]
    public async Task Next_poll_is_made_from_the_state_before_it()
    {
        await _rig.PollAsync(_camera, PollKind.Health);
        _rig.Time.Advance(TimeSpan.FromSeconds(1));
        await _rig.PollAsync(_camera, PollKind.Stream);
        var items = _rig.TakeWritten();
        items[1].PreviousAt.ShouldBe(items[0].Observation.At);
        items[1].State.Status.ShouldBe(Status.Healthy);
    }

    [Fact]
    public async Task Trace_of_a_poll_that_was_not_good_is_kept()
    {
        _rig.Health.Play = (_, record, _) =>
        {
            record.Explain(["connect refused"]);
            record.Found(new RungFinding(Rung.Reachable, Finding.Failed, Reason.ConnectRefused));
            return Task.CompletedTask;
        };
        await _rig.PollAsync(_camera, PollKind.Health);
        _rig.TakeWritten().Single().Observation.Trace.ShouldBe(["connect refused"]);
    }

    [Fact]
    public async Task Probe_that_throws_is_our_fault_and_not_the_camera_s()
    {
        _rig.Health.Play = (_, record, _) =>
        {
            record.Good(Rung.Reachable);
            record.Ask(Rung.Responding);
            throw new InvalidOperationException("a bug");
        };
        await _rig.PollAsync(_camera, PollKind.Health);
        _rig.TakeWritten().Single().Observation.Findings.ShouldBe([RungFinding.Good(Rung.Reachable), new RungFinding(Rung.Responding, Finding.Inconclusive, Reason.InternalError)]);
    }

    [Fact]
    public async Task Probe_that_is_cancelled_by_nobody_is_a_bug_and_no_timeout()
    {
        _rig.Health.Play = (_, _, _) => throw new OperationCanceledException();
        await _rig.PollAsync(_camera, PollKind.Health);
        _rig.TakeWritten().Single().Observation.Findings.ShouldBe([new RungFinding(Rung.Reachable, Finding.Inconclusive, Reason.InternalError)]);
    }

    [Fact]
    public async Task Probe_beyond_its_deadline_fails_the_rung_that_was_being_asked_and_keeps_what_was_known()
    {
        _rig.Health.Play = (_, record, cancellationToken) =>
        {
            record.Good(Rung.Reachable);
            record.Good(Rung.Responding);
            record.Ask(Rung.Authenticated);
            return Task.Delay(Timeout.InfiniteTimeSpan, _rig.Time, cancellationToken);
        };
        var poll = _rig.PollAsync(_camera, PollKind.Health);
        _rig.Time.Advance(_camera.Policy.HealthDeadline - TimeSpan.FromMilliseconds(1));
        poll.IsCompleted.ShouldBeFalse();
        _rig.Time.Advance(TimeSpan.FromMilliseconds(1));
        await poll;
        _rig.TakeWritten().Single().Observation.Findings.ShouldBe([
            RungFinding.Good(Rung.Reachable), RungFinding.Good(Rung.Responding), new RungFinding(Rung.Authenticated, Finding.Failed, Reason.ReplyTimeout, "not finished within 15 s")]);
    }

    [Fact]
    public async Task Polls_that_use_their_whole_deadline_are_counted_like_any_other()
    {
        await _rig.PollAsync(_camera, PollKind.Health);
        await _rig.PollAsync(_camera, PollKind.Stream);
        _rig.Health.Hang(Rung.Responding);
        var due = PollGrid.NextDue(_camera, PollKind.Health, _rig.Time.GetUtcNow());
        _rig.Time.SetUtcNow(due.AddMilliseconds(40));
        var poll = _rig.Pipeline.PollAsync(new PollRequest(Devices.Group(_camera), _camera, PollKind.Health, due), CancellationToken.None);
        _rig.Time.Advance(_camera.Policy.HealthDeadline);

        var state = (await poll).ShouldNotBeNull().State;
        state.Status.ShouldBe(Status.Healthy);
        state.Rungs.Single(rung => rung.Rung == Rung.Responding).Pending.ShouldNotBeNull().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Poll_that_had_to_wait_for_its_permit_leaves_no_hole_either()
    {
        await _rig.PollAsync(_camera, PollKind.Health);
        await _rig.PollAsync(_camera, PollKind.Stream);
        var due = PollGrid.NextDue(_camera, PollKind.Health, _rig.Time.GetUtcNow());
        _rig.Time.SetUtcNow(due);
        _rig.Health.Hang(Rung.Responding);
        var held = await _rig.Permits.TakeAsync(_camera, PollKind.Health, CancellationToken.None);
        var poll = _rig.Pipeline.PollAsync(new PollRequest(Devices.Group(_camera), _camera, PollKind.Health, due), CancellationToken.None);
        _rig.Time.Advance(_camera.Policy.HealthDeadline - TimeSpan.FromSeconds(1));
        held.Dispose();
        await VirtualTime.UntilAsync(() => _rig.Health.Calls == 2);
        _rig.Time.Advance(_camera.Policy.HealthDeadline);

        (await poll).ShouldNotBeNull().State.Status.ShouldBe(Status.Healthy);
        _rig.TakeWritten()[^1].Transitions.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_permit_in_time_is_inconclusive_and_nothing_was_sent()
    {
        using var held = await _rig.Permits.TakeAsync(_camera, PollKind.Health, CancellationToken.None);
        var poll = _rig.PollAsync(_camera, PollKind.Health);
        _rig.Time.Advance(_camera.Policy.HealthDeadline);
        await poll;
        var observation = _rig.TakeWritten().Single().Observation;
        observation.Findings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            finding => finding.Finding.ShouldBe(Finding.Inconclusive), finding => finding.Reason.ShouldBe(Reason.NoPermit));
        observation.Lateness.ShouldBeNull();
        _rig.Health.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Probe_gives_its_permits_back_however_it_ends()
    {
        _rig.Health.Play = (_, _, _) => throw new InvalidOperationException();
        await _rig.PollAsync(_camera, PollKind.Health);
        _rig.Permits.TakeAsync(_camera, PollKind.Health, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Theory]
    [InlineData(Reason.ConnectTimeout)]
    [InlineData(Reason.NoRoute)]
    [InlineData(Reason.ReplyTimeout)]
    [InlineData(Reason.RecorderUnavailable)]
    [InlineData(Reason.RtspUnreachable)]
    [InlineData(Reason.RtspTimeout)]
    [InlineData(Reason.NoFrames)]
    public async Task Silence_while_our_own_network_is_down_is_inconclusive(Reason silence)
    {
        using var rig = new PollRig(isCutOff: true);
        rig.Own(_camera);
        rig.Health.Find(RungFinding.Good(Rung.Reachable), new RungFinding(Rung.Responding, Finding.Failed, silence));
        await rig.PollAsync(_camera, PollKind.Health);
        rig.TakeWritten().Single().Observation.Findings.ShouldBe([RungFinding.Good(Rung.Reachable), new RungFinding(Rung.Responding, Finding.Inconclusive, Reason.OwnNetworkDown)]);
    }

    [Fact]
    public async Task Silence_while_our_own_network_is_up_is_the_camera_s()
    {
        _rig.Health.Find(Observed.Failed(Rung.Reachable, Reason.ConnectTimeout));
        (await _rig.PollAsync(_camera, PollKind.Health)).ShouldNotBeNull().State.Status.ShouldBe(Status.Unhealthy);
    }

    [Fact]
    public async Task Answer_is_an_answer_even_when_the_gateway_is_silent()
    {
        using var rig = new PollRig(isCutOff: true);
        rig.Own(_camera);
        rig.Health.Find(Observed.Failed(Rung.Reachable, Reason.ConnectRefused));
        (await rig.PollAsync(_camera, PollKind.Health)).ShouldNotBeNull().State.Status.ShouldBe(Status.Unhealthy);
    }

    [Fact]
    public async Task Stopping_ends_a_poll_at_once_and_leaves_no_observation()
    {
        using var stopping = new CancellationTokenSource();
        _rig.Health.Hang(Rung.Reachable);
        var poll = _rig.PollUntilAsync(_camera, PollKind.Health, stopping.Token);
        await stopping.CancelAsync();
        (await poll).ShouldBeNull();
        _rig.TakeWritten().ShouldBeEmpty();
        _rig.States.Find(1)!.LastAt.ShouldBeNull();
    }

    [Fact]
    public async Task Stopping_while_a_permit_is_waited_for_leaves_no_observation()
    {
        using var stopping = new CancellationTokenSource();
        using var held = await _rig.Permits.TakeAsync(_camera, PollKind.Health, CancellationToken.None);
        var poll = _rig.PollUntilAsync(_camera, PollKind.Health, stopping.Token);
        await stopping.CancelAsync();
        (await poll).ShouldBeNull();
        _rig.TakeWritten().ShouldBeEmpty();
    }

    [Fact]
    public async Task Probe_that_turns_the_stop_into_a_failure_leaves_no_observation()
    {
        using var stopping = new CancellationTokenSource();
        _rig.Health.Play = async (_, record, _) =>
        {
            await stopping.CancelAsync();
            record.Found(Observed.Failed(Rung.Reachable, Reason.ConnectTimeout));
        };
        (await _rig.PollUntilAsync(_camera, PollKind.Health, stopping.Token)).ShouldBeNull();
        _rig.TakeWritten().ShouldBeEmpty();
    }

    [Fact]
    public async Task Full_queue_drops_the_result_whole_and_the_state_does_not_run_ahead()
    {
        using var rig = new PollRig(queueCapacity: 1);
        rig.Own(_camera);
        using var meters = new MeterReadings(rig.Meters);
        await rig.PollAsync(_camera, PollKind.Health);
        var before = rig.States.Find(1);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        (await rig.PollAsync(_camera, PollKind.Stream)).ShouldBeNull();
        rig.States.Find(1).ShouldBe(before);
        meters.Total("camerahealth_polls", "kind=stream outcome=dropped").ShouldBe(1);
        meters.Total("camerahealth_polls", "kind=stream outcome=good").ShouldBe(0);
        meters.Total("camerahealth_polls", "kind=health outcome=good").ShouldBe(1);
    }

    [Fact]
    public async Task Device_that_is_not_owned_is_not_judged()
    {
        (await _rig.PollAsync(Devices.Target(Devices.Camera(99)), PollKind.Health)).ShouldBeNull();
        _rig.TakeWritten().ShouldBeEmpty();
    }

    [Fact]
    public async Task Times_of_a_device_only_grow_and_a_raised_one_is_counted()
    {
        using var meters = new MeterReadings(_rig.Meters);
        await _rig.PollAsync(_camera, PollKind.Health);
        await _rig.PollAsync(_camera, PollKind.Stream);
        var items = _rig.TakeWritten();
        items[1].Observation.At.ShouldBe(items[0].Observation.At.AddMicroseconds(1));
        meters.Total("camerahealth_raised_times").ShouldBe(1);
    }

    [Fact]
    public async Task Time_is_cut_to_the_microseconds_that_are_stored()
    {
        _rig.Time.Advance(TimeSpan.FromTicks(12_345_678));
        await _rig.PollAsync(_camera, PollKind.Health);
        _rig.TakeWritten().Single().Observation.At.ShouldBe(Devices.Start.AddTicks(12_345_670));
    }

    [Fact]
    public async Task Poll_made_a_little_before_its_own_due_time_is_not_due_again()
    {
        // The clock was set back between the trigger and the end of the poll.
        var due = PollGrid.NextDue(_camera, PollKind.Health, Devices.Start);
        _rig.Time.SetUtcNow(due.AddMilliseconds(-3));
        await _rig.Pipeline.PollAsync(new PollRequest(Devices.Group(_camera), _camera, PollKind.Health, due), CancellationToken.None);
        _rig.TakeWritten().Single().Observation.NextDueAt.ShouldBe(due + _camera.Policy.HealthInterval);
    }

    [Fact]
    public async Task Lateness_is_measured_of_scheduled_polls_only()
    {
        using var meters = new MeterReadings(_rig.Meters);
        var due = _rig.Time.GetUtcNow();
        _rig.Time.Advance(TimeSpan.FromMilliseconds(250));
        await _rig.Pipeline.PollAsync(new PollRequest(Devices.Group(_camera), _camera, PollKind.Health, due), CancellationToken.None);
        _rig.Time.Advance(TimeSpan.FromSeconds(10));
        await _rig.Pipeline.PollAsync(new PollRequest(Devices.Group(_camera), _camera, PollKind.Health, due, IsRepeat: true), CancellationToken.None);
        meters.Values("camerahealth_poll_lateness_seconds").ShouldBe([0.25]);
        meters.Total("camerahealth_polls", "kind=health outcome=good").ShouldBe(2);
    }
}
