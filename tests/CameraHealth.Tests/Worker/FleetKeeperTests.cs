using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Tests.Monitoring.Doubles;
using CameraHealth.Tests.Worker.Doubles;
using CameraHealth.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Worker;

public sealed class FleetKeeperTests : IAsyncLifetime
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    private readonly SweepRig _rig = new();
    private readonly PlayedFleetStore _store;
    private readonly WorkerOptions _options = new() { Name = "w1" };
    private readonly PollScheduler _scheduler;
    private readonly FleetKeeper _keeper;

    public FleetKeeperTests()
    {
        _store = new PlayedFleetStore(_rig.Time) { Fleet = FleetOf(1, 1) };
        var clock = new DatabaseClock(_rig.Time);
        // Quartz keeps its own threads: its triggers run on real time here and find nothing due on virtual time.
        _scheduler = new PollScheduler(_rig.Dispatcher, _rig.Roster, _rig.Progress, _rig.Polls.Meters, TimeProvider.System, _options, NullLogger<PollScheduler>.Instance);
        _keeper = new FleetKeeper(_store, _rig.Roster, _rig.Polls.States, _scheduler, _rig.Dispatcher, clock, _options, NullLogger<FleetKeeper>.Instance);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _keeper.StopAsync(CancellationToken.None);
        _keeper.Dispose();
        await _scheduler.DisposeAsync();
        _rig.Dispose();
    }

    [Fact]
    public async Task Fleet_is_claimed_once_its_states_taken_over_and_its_schedule_started()
    {
        _keeper.IsScheduling.ShouldBeFalse();
        await StartAsync();
        _rig.Polls.States.Find(1).ShouldNotBeNull();
        _rig.Roster.Groups.ShouldHaveSingleItem();
        _store.Asked.Take(2).ShouldBe(["time", "beat w1"]);
        _store.Asked.ElementAt(2).ShouldStartWith("claim w1/", customMessage: "a run's own name: two runs of one worker must not pass for each other");
        await _rig.Time.AdvanceUntilAsync(Step, () => _store.Asked.Count(question => question == "version") >= 3);
        _store.Asked.ShouldNotContain(question => question.StartsWith("reload", StringComparison.Ordinal));
        _store.Asked.Count(question => question.StartsWith("claim", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Change_of_the_register_is_followed_without_a_new_claim()
    {
        await StartAsync();
        _store.Fleet = FleetOf(2, 1, 2);
        await _rig.Time.AdvanceUntilAsync(Step, () => _rig.Roster.Version == 2);
        _rig.Roster.Groups[1].Targets.Count.ShouldBe(2);
        await VirtualTime.UntilAsync(() => _rig.Polls.States.Find(2) is not null);
        var claim = _store.Asked.Single(question => question.StartsWith("claim", StringComparison.Ordinal));
        _store.Asked.ShouldContain(question => question == claim.Replace("claim", "reload", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Database_that_is_away_at_the_start_is_tried_again_until_it_is_there()
    {
        _store.Failure = new IOException("connection refused");
        await _keeper.StartAsync(TestContext.Current.CancellationToken);
        await _rig.Time.AdvanceUntilAsync(Step, () => _store.Asked.Count >= 3);
        _keeper.IsScheduling.ShouldBeFalse();
        _store.Failure = null;
        await _rig.Time.AdvanceUntilAsync(Step, () => _keeper.IsScheduling);
    }

    [Fact]
    public async Task Database_that_goes_away_while_it_is_read_stops_nothing()
    {
        await StartAsync();
        // What EF Core makes of a connection that breaks in a query.
        _store.Failure = new InvalidOperationException("An exception has been raised that is likely due to a transient failure.");
        var asked = _store.Asked.Count;
        await _rig.Time.AdvanceUntilAsync(Step, () => _store.Asked.Count >= asked + 3);
        _keeper.IsScheduling.ShouldBeTrue();
        _rig.Roster.Groups.ShouldHaveSingleItem();

        _store.Failure = null;
        _store.Fleet = FleetOf(2, 1, 2);
        await _rig.Time.AdvanceUntilAsync(Step, () => _rig.Roster.Version == 2);
    }

    [Fact]
    public async Task Too_small_a_concurrency_stops_the_start()
    {
        _options.MaxConcurrency = 3;
        await _keeper.StartAsync(TestContext.Current.CancellationToken);
        await VirtualTime.UntilAsync(() => _keeper.ExecuteTask is { IsCompleted: true });
        var refused = await Should.ThrowAsync<WorkerOptionsException>(() => _keeper.ExecuteTask!);
        FormattableString.Invariant(refused.Errors.ShouldHaveSingleItem()).ShouldContain("MaxConcurrency");
    }

    [Fact]
    public async Task Worker_beats_at_its_interval_and_measures_database_time_every_minute()
    {
        var began = _rig.Time.GetUtcNow();
        await StartAsync();
        await _rig.Time.AdvanceUntilAsync(Step, () => _store.Asked.Count(question => question == "time") >= 4);
        var minutes = (_rig.Time.GetUtcNow() - began).TotalMinutes;
        minutes.ShouldBeGreaterThanOrEqualTo(3);
        ((double)_store.Asked.Count(question => question == "beat w1")).ShouldBeInRange(10, 1 + minutes * 6);
    }

    [Fact]
    public async Task Devices_nobody_vouches_for_are_asked_at_once()
    {
        await StartAsync();
        await VirtualTime.UntilAsync(() => _rig.Polls.Health.Calls > 0 || _rig.Dispatcher.TakeRepeats().Any(request => request.Kind == PollKind.Health));
    }

    private static OwnedFleet FleetOf(long version, params long[] ids) => new(
        version,
        [Devices.Group([.. ids.Select(id => Devices.Target(Devices.Camera(id)))])],
        ids.ToDictionary(id => id, id => DeviceState.NeverObserved(id, Rungs.All, Devices.Start)));

    private async Task StartAsync()
    {
        await _keeper.StartAsync(TestContext.Current.CancellationToken);
        await _rig.Time.AdvanceUntilAsync(Step, () => _keeper.IsScheduling);
    }
}
