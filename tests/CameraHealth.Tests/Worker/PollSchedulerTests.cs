using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Tests.Monitoring.Doubles;
using CameraHealth.Tests.Worker.Doubles;
using CameraHealth.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Worker;

public sealed class PollSchedulerTests : IDisposable
{
    private static readonly PollGroup Group = Devices.Group(Devices.Target(Devices.Camera()));

    private readonly SweepRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Every_sweep_that_may_overlap_has_its_job_and_the_repeats_one()
    {
        PollScheduler.RequiredConcurrency([]).ShouldBe(1);
        // Health waits 15 s and asks 15 s: six slots of 5 s and one for the fire in between; the stream 20 s and 20 s, the picture 30 s and 30 s.
        PollScheduler.RequiredConcurrency([Group]).ShouldBe(1 + 7 + 9 + 13);
        PollScheduler.RequiredConcurrency(Enumerable.Repeat(Group, 30)).ShouldBe(1 + 30 * 29);
    }

    [Fact]
    public void Longer_deadlines_need_more_jobs()
    {
        var patient = Group with { Policy = new PollPolicy { HealthInterval = TimeSpan.FromMinutes(2), HealthDeadline = TimeSpan.FromSeconds(31) } };
        PollScheduler.RequiredConcurrency([patient]).ShouldBe(1 + 14 + 9 + 13);
    }

    [Theory]
    [InlineData(29)]
    [InlineData(1)]
    public async Task Fewer_jobs_than_the_groups_need_are_refused_with_both_numbers(int configured)
    {
        await using var scheduler = Create(configured);
        var refused = await Should.ThrowAsync<WorkerOptionsException>(() => scheduler.ApplyAsync(TestContext.Current.CancellationToken));
        refused.Message.ShouldBe($"Worker:MaxConcurrency: {configured} is below the 30 that 1 poll groups need");
        scheduler.IsRunning.ShouldBeFalse();
    }

    [Theory]
    [InlineData(30)]
    [InlineData(null)]
    public async Task Enough_jobs_start_the_schedule_and_stopping_ends_it(int? configured)
    {
        await using var scheduler = Create(configured);
        await scheduler.ApplyAsync(TestContext.Current.CancellationToken);
        scheduler.IsRunning.ShouldBeTrue();
        await scheduler.ApplyAsync(TestContext.Current.CancellationToken);
        await scheduler.StopAsync();
        scheduler.IsRunning.ShouldBeFalse();
    }

    private PollScheduler Create(int? maxConcurrency)
    {
        _rig.Roster.Replace(new OwnedFleet(1, [Group], new Dictionary<long, DeviceState>()));
        return new PollScheduler(
            _rig.Dispatcher, _rig.Roster, _rig.Progress, _rig.Polls.Meters, TimeProvider.System, new WorkerOptions { MaxConcurrency = maxConcurrency }, NullLogger<PollScheduler>.Instance);
    }
}
