using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Uptime;
using CameraHealth.Tests.Monitoring.Doubles;
using CameraHealth.Tests.Worker.Doubles;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Worker;

/// <summary>Hours of a worker in virtual time: what its silence costs, and what it must not cost.</summary>
public sealed class WorkerOutageTests : IDisposable
{
    private static readonly TimeSpan Interval = new PollPolicy().HealthInterval;

    private readonly SweepRig _rig = new();
    private readonly List<AssessedObservation> _written = [];

    public WorkerOutageTests() => _rig.Own(Devices.Target(Devices.Camera()));

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Ten_minutes_without_the_worker_are_unknown_and_neither_up_nor_down()
    {
        await StartAsync(TimeSpan.FromMinutes(20));
        await BreakAsync(TimeSpan.FromMinutes(6));
        await StartAsync(TimeSpan.FromMinutes(34));
        var stoppedAt = _rig.Time.GetUtcNow();

        _rig.Time.Advance(TimeSpan.FromMinutes(10));
        var backAt = _rig.Time.GetUtcNow();
        var whileItLasts = State.EffectiveAt(backAt);
        whileItLasts.Status.ShouldBe(Status.Unknown);
        whileItLasts.Since.ShouldBeInRange(stoppedAt, stoppedAt + Interval);

        await StartAsync(TimeSpan.FromMinutes(5));
        var unknown = Availability(stoppedAt, _rig.Time.GetUtcNow()).Unknown;
        unknown.ShouldBeInRange(TimeSpan.FromMinutes(10) - Interval, TimeSpan.FromMinutes(10) + Interval);

        var before = Availability(Devices.Start, whileItLasts.Since);
        var after = Availability(Devices.Start, backAt);
        before.Down.ShouldBeInRange(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(7));
        after.Ratio.ShouldBe(before.Ratio);
        after.Coverage.ShouldNotBeNull().ShouldBeLessThan(before.Coverage.ShouldNotBeNull() - 0.1);
        after.RatioLow.ShouldNotBeNull().ShouldBeLessThan(before.RatioLow.ShouldNotBeNull());
    }

    [Fact]
    public async Task Restart_within_an_interval_leaves_no_hole()
    {
        await StartAsync(TimeSpan.FromMinutes(20));
        _rig.Time.Advance(TimeSpan.FromSeconds(30));
        await StartAsync(TimeSpan.FromMinutes(20));
        Availability(Devices.Start.AddMinutes(1), _rig.Time.GetUtcNow()).Coverage.ShouldBe(1);
    }

    [Fact]
    public async Task Undisturbed_camera_is_covered_without_a_hole_and_every_poll_was_on_time()
    {
        await StartAsync(TimeSpan.FromHours(3));
        var hours = Availability(Devices.Start.AddMinutes(1), _rig.Time.GetUtcNow());
        (hours.Up, hours.Unknown).ShouldBe((hours.Window, TimeSpan.Zero));
        // 180 health, 36 stream and 12 picture polls, and the three after the start.
        _written.Count.ShouldBeInRange(228, 231);
        _written.Count(item => item.Transitions.Any(transition => transition.Rung is null)).ShouldBe(1);
    }

    [Fact]
    public async Task Camera_that_breaks_for_six_minutes_is_down_for_six_minutes()
    {
        await StartAsync(TimeSpan.FromMinutes(20));
        var brokenAt = _rig.Time.GetUtcNow();
        await BreakAsync(TimeSpan.FromMinutes(6));
        await StartAsync(TimeSpan.FromMinutes(20));
        var window = Availability(brokenAt, _rig.Time.GetUtcNow());
        window.Down.ShouldBeInRange(TimeSpan.FromMinutes(6) - Interval, TimeSpan.FromMinutes(6) + Interval);

        // While it comes back, the stream is not known before it is measured; never a whole interval.
        window.Unknown.ShouldBeLessThan(Interval);
        (window.Up + window.Down + window.Unknown).ShouldBe(window.Window);
    }

    [Fact]
    public async Task Camera_that_is_gone_costs_one_health_poll_an_interval_and_no_stream()
    {
        _rig.Polls.Health.Find(Observed.Failed(Rung.Reachable, Reason.ConnectTimeout));
        await StartAsync(TimeSpan.FromMinutes(60));
        _rig.Polls.Health.Calls.ShouldBeInRange(60, 62);
        _rig.Polls.Stream.Calls.ShouldBeLessThanOrEqualTo(1);
        State.Status.ShouldBe(Status.Unhealthy);
    }

    private DeviceState State => _rig.Polls.States.Find(1)!;

    // As the keeper does after a start: whoever is not vouched for is asked at once.
    private async Task StartAsync(TimeSpan span)
    {
        _rig.Dispatcher.MeasureUnknown(perSecond: 50);
        await _rig.RunAsync(span);
        _written.AddRange(_rig.Polls.TakeWritten());
    }

    private async Task BreakAsync(TimeSpan span)
    {
        var good = (_rig.Polls.Health.Play, _rig.Polls.Stream.Play);
        _rig.Polls.Health.Find(Observed.Failed(Rung.Reachable, Reason.ConnectTimeout));
        _rig.Polls.Stream.Find(Observed.Failed(Rung.Streaming, Reason.RtspUnreachable));
        await _rig.RunAsync(span);
        (_rig.Polls.Health.Play, _rig.Polls.Stream.Play) = good;
        _written.AddRange(_rig.Polls.TakeWritten());
    }

    private Availability Availability(DateTimeOffset from, DateTimeOffset to) => AvailabilityCalculator.Calculate(
        from, to, StatusHistory.Spans(_written.SelectMany(item => item.Transitions), State, _rig.Time.GetUtcNow()), [new Period(Devices.Start, null)], [], Devices.Start);
}
