using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Tests.Monitoring.Doubles;
using CameraHealth.Tests.Worker.Doubles;
using CameraHealth.Worker;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Worker;

public sealed class PollDispatcherTests : IDisposable
{
    private static readonly RungFinding Gone = Observed.Failed(Rung.Reachable, Reason.ConnectTimeout);

    private readonly PollTarget _camera = Devices.Target(Devices.Camera());
    private readonly SweepRig _rig = new();

    public PollDispatcherTests() => _rig.Own(_camera);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Scheduled_poll_of_a_device_that_is_still_polled_is_not_made_and_counted_as_missed()
    {
        using var meters = new MeterReadings(_rig.Polls.Meters);
        _rig.Polls.Health.Hang(Rung.Reachable);
        var first = _rig.Dispatcher.PollAsync(Request(PollKind.Health));
        await _rig.Dispatcher.PollAsync(Request(PollKind.Health));
        await _rig.Dispatcher.PollAsync(Request(PollKind.Health) with { IsRepeat = true });
        _rig.Polls.Health.Calls.ShouldBe(1);
        meters.Total("camerahealth_polls", "kind=health outcome=missed").ShouldBe(1);

        _rig.Time.Advance(_camera.Policy.HealthDeadline);
        await first;
        _rig.Polls.Health.Find(Gone);
        await _rig.Dispatcher.PollAsync(Request(PollKind.Health));
        _rig.Polls.Health.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task Suspected_change_is_asked_again_after_ten_seconds()
    {
        await BecomeHealthyAsync();
        _rig.Polls.Health.Find(Gone);
        await _rig.Dispatcher.PollAsync(Request(PollKind.Health));
        _rig.Dispatcher.TakeRepeats().ShouldBeEmpty();
        _rig.Time.Advance(_camera.Policy.RepeatAfter - TimeSpan.FromMilliseconds(1));
        _rig.Dispatcher.TakeRepeats().ShouldBeEmpty();
        _rig.Time.Advance(TimeSpan.FromMilliseconds(1));
        _rig.Dispatcher.TakeRepeats().ShouldHaveSingleItem().ShouldBe(
            new PollRequest(_rig.Group, _camera, PollKind.Health, _rig.Time.GetUtcNow(), IsRepeat: true));
        _rig.Dispatcher.TakeRepeats().ShouldBeEmpty();
    }

    [Fact]
    public async Task Repeat_never_stands_in_the_way_of_the_poll_that_is_due()
    {
        await BecomeHealthyAsync();
        var due = PollGrid.NextDue(_camera, PollKind.Health, _rig.Time.GetUtcNow());
        _rig.Time.SetUtcNow(due - TimeSpan.FromSeconds(20));
        _rig.Polls.Health.Find(Gone);
        await _rig.Dispatcher.PollAsync(Request(PollKind.Health));
        _rig.Time.SetUtcNow(due);
        _rig.Dispatcher.TakeRepeats().ShouldBeEmpty();
    }

    [Fact]
    public async Task Device_never_observed_is_asked_through_all_its_kinds_at_once()
    {
        _rig.Dispatcher.MeasureUnknown(perSecond: 50);
        await Task.WhenAll(_rig.Dispatcher.TakeRepeats().Select(_rig.Dispatcher.PollAsync));
        _rig.Time.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(_rig.Dispatcher.TakeRepeats().Select(_rig.Dispatcher.PollAsync));
        _rig.Polls.States.Find(1)!.Status.ShouldBe(Status.Healthy);
        (_rig.Polls.Health.Calls, _rig.Polls.Stream.Calls, _rig.Polls.Picture.Calls).ShouldBe((1, 1, 1));
    }

    [Fact]
    public async Task Kind_that_was_never_measured_is_asked_as_soon_as_the_other_has_answered()
    {
        await _rig.Dispatcher.PollAsync(Request(PollKind.Health));
        _rig.Dispatcher.TakeRepeats().ShouldHaveSingleItem().Kind.ShouldBe(PollKind.Stream);
    }

    [Fact]
    public void Start_of_a_large_fleet_is_spread()
    {
        _rig.Own([.. Enumerable.Range(1, 100).Select(id => Devices.Target(Devices.Camera(id)))]);
        _rig.Dispatcher.MeasureUnknown(perSecond: 50);
        _rig.Dispatcher.TakeRepeats().Count.ShouldBe(1);
        for (var second = 0; second < 6; second++)
        {
            _rig.Time.Advance(TimeSpan.FromSeconds(1));
            _rig.Dispatcher.TakeRepeats().Count.ShouldBe(second == 5 ? 49 : 50);
        }
    }

    [Fact]
    public async Task Restart_within_the_vouching_asks_nobody_before_its_time()
    {
        await BecomeHealthyAsync();
        _rig.Dispatcher.MeasureUnknown(perSecond: 50);
        _rig.Time.Advance(TimeSpan.FromSeconds(2));
        _rig.Dispatcher.TakeRepeats().ShouldBeEmpty();
    }

    [Fact]
    public async Task Repeats_of_a_group_that_was_lost_or_a_device_that_was_removed_are_not_made()
    {
        await BecomeHealthyAsync();
        _rig.Polls.Health.Find(Gone);
        await _rig.Dispatcher.PollAsync(Request(PollKind.Health));
        _rig.Time.Advance(TimeSpan.FromSeconds(11));
        _rig.Roster.GiveUp([1]);
        _rig.Dispatcher.TakeRepeats().ShouldBeEmpty();
    }

    [Fact]
    public async Task Repeat_is_made_with_what_the_register_says_now()
    {
        await BecomeHealthyAsync();
        _rig.Polls.Health.Find(Gone);
        await _rig.Dispatcher.PollAsync(Request(PollKind.Health));
        _rig.Time.Advance(TimeSpan.FromSeconds(11));
        var moved = _camera with { Device = _camera.Device with { Host = "192.168.1.99" } };
        _rig.Roster.Replace(new OwnedFleet(2, [Devices.Group(moved) with { Epoch = 6 }], new Dictionary<long, DeviceState>()));
        _rig.Dispatcher.TakeRepeats().ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            request => request.Target.Device.Host.ShouldBe("192.168.1.99"), request => request.Group.Epoch.ShouldBe(6));
    }

    [Fact]
    public async Task Stream_of_a_camera_that_is_gone_is_not_asked_until_it_seems_to_come_back()
    {
        await BecomeHealthyAsync();
        _rig.Dispatcher.IsBlocked(_camera, PollKind.Stream).ShouldBeFalse();
        _rig.Polls.Health.Find(Gone);
        for (var i = 0; i < 3; i++)
        {
            _rig.Time.Advance(TimeSpan.FromSeconds(1));
            await _rig.Dispatcher.PollAsync(Request(PollKind.Health));
        }

        _rig.Dispatcher.IsBlocked(_camera, PollKind.Stream).ShouldBeTrue();
        _rig.Dispatcher.IsBlocked(_camera, PollKind.Health).ShouldBeFalse();

        _rig.Polls.Health.Find([.. Rungs.UpToAuthenticated.Select(RungFinding.Good)]);
        _rig.Time.Advance(TimeSpan.FromSeconds(1));
        await _rig.Dispatcher.PollAsync(Request(PollKind.Health));
        _rig.Dispatcher.IsBlocked(_camera, PollKind.Stream).ShouldBeFalse();
    }

    [Fact]
    public async Task Stopping_host_ends_the_polls_and_they_leave_nothing()
    {
        _rig.Polls.Health.Hang(Rung.Reachable);
        var poll = _rig.Dispatcher.PollAsync(Request(PollKind.Health));
        _rig.Stop();
        await poll;
        _rig.Polls.TakeWritten().ShouldBeEmpty();
    }

    [Fact]
    public void Recorder_is_not_polled_for_a_stream_it_does_not_have()
    {
        PollDispatcher.KindsOf(Devices.Target(Devices.Recorder())).ShouldBe([PollKind.Health]);
        PollDispatcher.KindsOf(_camera).ShouldBe([PollKind.Health, PollKind.Stream, PollKind.Picture]);
        PollDispatcher.KindsOf(Devices.Target(Devices.Encoder())).ShouldBe([PollKind.Health, PollKind.Stream, PollKind.Picture]);
    }

    private PollRequest Request(PollKind kind) => new(_rig.Group, _camera, kind, _rig.Time.GetUtcNow());

    private async Task BecomeHealthyAsync()
    {
        // Long before the next due time of each kind.
        _rig.Time.SetUtcNow(PollGrid.NextDue(_camera, PollKind.Health, _rig.Time.GetUtcNow()).AddSeconds(1));
        await _rig.Dispatcher.PollAsync(Request(PollKind.Health));
        await _rig.Dispatcher.PollAsync(Request(PollKind.Stream));
        await _rig.Dispatcher.PollAsync(Request(PollKind.Picture));
        _rig.Polls.States.Find(1)!.Status.ShouldBe(Status.Healthy);
    }
}
