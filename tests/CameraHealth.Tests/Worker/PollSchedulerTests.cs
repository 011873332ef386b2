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

    [Fact]
    public async Task Running_schedule_that_the_register_outgrows_goes_on_with_what_it_has_and_as_many_groups_as_fit()
    {
        await using var scheduler = Create(17 + 16);
        await scheduler.ApplyAsync(TestContext.Current.CancellationToken);
        Take(2, 3, 1);
        await scheduler.ApplyAsync(TestContext.Current.CancellationToken);
        (scheduler.IsRunning, scheduler.UnscheduledGroups).ShouldBe((true, 1));
        (await PolledAsync()).ShouldBe([1, 2]);

        // A group that is polled stays, also when an older one comes; one that goes makes room.
        Take(0, 1, 2);
        await scheduler.ApplyAsync(TestContext.Current.CancellationToken);
        (await PolledAsync()).ShouldBe([1, 2]);
        Take(0, 2);
        await scheduler.ApplyAsync(TestContext.Current.CancellationToken);
        (scheduler.UnscheduledGroups, scheduler.IsRunning).ShouldBe((0, true));
        (await PolledAsync()).ShouldBe([0, 2]);

        async Task<IReadOnlyList<long>> PolledAsync() => await scheduler.ListScheduledAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Group_whose_policy_asks_for_more_than_there_is_room_goes_on_being_polled()
    {
        await using var scheduler = Create(17);
        await scheduler.ApplyAsync(TestContext.Current.CancellationToken);
        var patient = new PollPolicy { HealthInterval = TimeSpan.FromMinutes(2), HealthDeadline = TimeSpan.FromSeconds(31) };
        _rig.Roster.Replace(new OwnedFleet(2, [Group with { Policy = patient }], new Dictionary<long, DeviceState>()));
        await scheduler.ApplyAsync(TestContext.Current.CancellationToken);
        (scheduler.IsRunning, scheduler.UnscheduledGroups).ShouldBe((true, 0));
        (await scheduler.ListScheduledAsync(TestContext.Current.CancellationToken)).ShouldBe([1]);
    }

    private void Take(params long[] groups) =>
        _rig.Roster.Replace(new OwnedFleet(2, [.. groups.Select(id => Group with { Id = id })], new Dictionary<long, DeviceState>()));

    private PollScheduler Create(int? maxConcurrency)
    {
        _rig.Roster.Replace(new OwnedFleet(1, [Group], new Dictionary<long, DeviceState>()));
        return new PollScheduler(
            _rig.Dispatcher, _rig.Roster, _rig.Progress, _rig.Polls.Meters, TimeProvider.System, new WorkerOptions { MaxConcurrency = maxConcurrency }, NullLogger<PollScheduler>.Instance);
    }
}
