using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Tests.Monitoring.Doubles;
using CameraHealth.Tests.Worker.Doubles;
using CameraHealth.Worker;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Worker;

public sealed class SweepJobTests : IDisposable
{
    private readonly SweepRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Sweep_polls_the_devices_whose_slot_it_is_and_no_other()
    {
        _rig.Own([.. Enumerable.Range(1, 24).Select(id => Devices.Target(Devices.Camera(id)))]);
        for (var i = 0; i < 12; i++)
        {
            await _rig.Sweep.SweepAsync(_rig.Group, PollKind.Health, _rig.Time.GetUtcNow());
            var polled = _rig.Polls.TakeWritten();
            polled.Count.ShouldBe(2);
            polled.ShouldAllBe(item => item.Observation.DueAt == _rig.Time.GetUtcNow());
            _rig.Time.Advance(PollGrid.Slot);
        }

        _rig.Polls.Health.Calls.ShouldBe(24);
    }

    [Fact]
    public async Task Neither_a_probe_that_throws_nor_one_that_hangs_stops_the_sweep()
    {
        var targets = Enumerable.Range(0, 5).Select(i => Devices.Target(Devices.Camera(12 + 12 * i))).ToList();
        _rig.Own(targets);
        var good = _rig.Polls.Health.Play;
        _rig.Polls.Health.Play = (target, record, cancellationToken) =>
        {
            if (target.Device.Id == 24)
            {
                throw new InvalidOperationException("a bug");
            }

            record.Ask(Rung.Responding);
            return target.Device.Id == 36 ? Task.Delay(Timeout.InfiniteTimeSpan, _rig.Time, cancellationToken) : good(target, record, cancellationToken);
        };

        var slot = PollGrid.NextDue(targets[0], PollKind.Health, _rig.Time.GetUtcNow());
        _rig.Time.SetUtcNow(slot);
        var sweep = _rig.Sweep.SweepAsync(_rig.Group, PollKind.Health, slot);
        _rig.Polls.TakeWritten().Select(item => item.Observation.DeviceId).ShouldBe([12, 24, 48, 60]);
        sweep.IsCompleted.ShouldBeFalse();
        _rig.Time.Advance(targets[0].Policy.HealthDeadline);
        await sweep;
        _rig.Polls.TakeWritten().ShouldHaveSingleItem().Observation.Findings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            finding => finding.Rung.ShouldBe(Rung.Responding), finding => finding.Reason.ShouldBe(Reason.ReplyTimeout));
    }

    [Fact]
    public async Task Skipped_slots_are_counted_once_for_every_poll_that_was_due_in_them_and_not_made_up()
    {
        _rig.Own([.. Enumerable.Range(1, 12).Select(id => Devices.Target(Devices.Camera(id)))]);
        using var meters = new MeterReadings(_rig.Polls.Meters);
        await SweepAsync();
        _rig.Time.Advance(PollGrid.Slot * 4);
        await SweepAsync();
        meters.Total("camerahealth_polls", "kind=health outcome=missed").ShouldBe(3);
        _rig.Polls.Health.Calls.ShouldBe(2);

        // The same slot again, an older one, and the next one: nothing more was missed.
        await SweepAsync();
        await _rig.Sweep.SweepAsync(_rig.Group, PollKind.Health, _rig.Time.GetUtcNow() - PollGrid.Slot * 2);
        _rig.Time.Advance(PollGrid.Slot);
        await SweepAsync();
        meters.Total("camerahealth_polls", "kind=health outcome=missed").ShouldBe(3);
    }

    [Fact]
    public async Task Streams_that_would_not_have_been_asked_are_not_missed()
    {
        var camera = Devices.Target(Devices.Camera());
        _rig.Own(camera);
        _rig.Polls.Health.Find(Observed.Failed(Rung.Reachable, Reason.ConnectTimeout));
        await _rig.Dispatcher.PollAsync(new PollRequest(_rig.Group, camera, PollKind.Health, _rig.Time.GetUtcNow()));
        _rig.Polls.States.Find(1)!.Rungs[^1].Status.ShouldBe(RungStatus.Blocked);

        using var meters = new MeterReadings(_rig.Polls.Meters);
        await _rig.Sweep.SweepAsync(_rig.Group, PollKind.Stream, _rig.Time.GetUtcNow());
        _rig.Time.Advance(camera.Policy.StreamInterval);
        await _rig.Sweep.SweepAsync(_rig.Group, PollKind.Stream, _rig.Time.GetUtcNow());
        meters.Total("camerahealth_polls", "kind=stream outcome=missed").ShouldBe(0);
        _rig.Polls.Stream.Calls.ShouldBe(0);
    }

    [Fact]
    public void First_slot_after_a_start_has_skipped_nothing()
    {
        var progress = new SweepProgress();
        progress.Advance(1, PollKind.Health, Devices.Start).ShouldBe(Devices.Start);
        progress.Advance(1, PollKind.Health, Devices.Start + PollGrid.Slot).ShouldBe(Devices.Start + PollGrid.Slot);
        progress.Advance(1, PollKind.Health, Devices.Start + 4 * PollGrid.Slot).ShouldBe(Devices.Start + 2 * PollGrid.Slot);

        // Another group and another kind go their own way.
        progress.Advance(2, PollKind.Health, Devices.Start + 4 * PollGrid.Slot).ShouldBe(Devices.Start + 4 * PollGrid.Slot);
        progress.Advance(1, PollKind.Stream, Devices.Start + 4 * PollGrid.Slot).ShouldBe(Devices.Start + 4 * PollGrid.Slot);
    }

    [Fact]
    public async Task Recorder_has_no_stream_sweep()
    {
        _rig.Own(Devices.Target(Devices.Recorder()));
        await _rig.RunAsync(TimeSpan.FromMinutes(10));
        _rig.Polls.Stream.Calls.ShouldBe(0);
        _rig.Polls.Health.Calls.ShouldBe(10);
    }

    private Task SweepAsync() => _rig.Sweep.SweepAsync(_rig.Group, PollKind.Health, _rig.Time.GetUtcNow());
}
