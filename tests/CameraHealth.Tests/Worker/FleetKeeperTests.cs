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
    private readonly PlayedLocalFleet _files = new();
    private readonly SpoolRig _disk = new();
    private readonly DatabaseClock _clock;
    private readonly PollScheduler _scheduler;
    private readonly FleetKeeper _keeper;

    public FleetKeeperTests()
    {
        _store = new PlayedFleetStore(_rig.Time) { Fleet = FleetOf(1, 1) };
        _clock = new DatabaseClock(_rig.Time);
        _disk.Spool.TryOpen();
        var copy = new LocalCopy(_files, _rig.Roster, _rig.Polls.States, _disk.Spool, NullLogger<LocalCopy>.Instance);
        // Quartz keeps its own threads: its triggers run on real time here and find nothing due on virtual time.
        _scheduler = new PollScheduler(_rig.Dispatcher, _rig.Roster, _rig.Progress, _rig.Polls.Meters, TimeProvider.System, _options, NullLogger<PollScheduler>.Instance);
        _keeper = new FleetKeeper(_store, copy, _rig.Roster, _rig.Polls.States, _scheduler, _rig.Dispatcher, _disk.Spool, _clock, _options, NullLogger<FleetKeeper>.Instance);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _keeper.StopAsync(CancellationToken.None);
        _keeper.Dispose();
        await _scheduler.DisposeAsync();
        await _disk.DisposeAsync();
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

    [Fact]
    public async Task Copy_is_written_after_the_claim_and_then_on_a_slow_pace()
    {
        await StartAsync();
        await _rig.Time.AdvanceUntilAsync(Step, () => _files.Saves >= 1);
        _files.Copy!.Owner.ShouldStartWith("w1/");
        _files.Copy.Fleet.States.Keys.ShouldBe([1]);
        var (began, saves) = (_rig.Time.GetUtcNow(), _files.Saves);
        await _rig.Time.AdvanceUntilAsync(Step, () => _files.Saves >= saves + 3);
        (_rig.Time.GetUtcNow() - began).ShouldBeGreaterThan(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task Worker_that_starts_without_the_database_polls_on_from_its_copy_with_the_epochs_it_had()
    {
        _files.Copy = new LocalFleetCopy("w1/earlier", TimeSpan.FromSeconds(42), FleetOf(7, 1, 2));
        _store.Failure = new IOException("connection refused");
        await StartAsync();
        (_rig.Roster.Version, _rig.Roster.Groups[1].Epoch).ShouldBe((7, 5));
        _rig.Polls.States.Find(2).ShouldNotBeNull();
        _clock.Offset.ShouldBe(TimeSpan.FromSeconds(42));

        // Back again: the groups are still its own, nothing is claimed anew.
        _store.Fleet = FleetOf(8, 1, 2, 3);
        _store.Failure = null;
        await _rig.Time.AdvanceUntilAsync(Step, () => _rig.Roster.Version == 8);
        _store.Asked.ShouldContain(question => question == "reload w1/earlier");
        _store.Asked.ShouldNotContain(question => question.StartsWith("claim", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Groups_that_another_worker_took_meanwhile_are_claimed_again_under_a_new_name()
    {
        _files.Copy = new LocalFleetCopy("w1/earlier", TimeSpan.Zero, FleetOf(7, 1));
        _store.Failure = new IOException("connection refused");
        await StartAsync();
        _store.Fleet = new OwnedFleet(7, [], new Dictionary<long, DeviceState>());
        _store.Failure = null;
        await _rig.Time.AdvanceUntilAsync(Step, () => _store.Asked.Any(question => question.StartsWith("claim", StringComparison.Ordinal)));
        _store.Asked.ShouldNotContain(question => question == "claim w1/earlier");
    }

    [Fact]
    public async Task What_waits_on_disk_makes_a_start_go_on_as_the_last_run_with_the_states_it_led_to()
    {
        var assessed = new Assessed();
        var item = assessed.Next(1, Devices.Start.AddMinutes(3), isGood: true);
        _disk.Spool.Append(Assessed.Batch(item)).ShouldBe(CameraHealth.Worker.Spooling.SpoolAppend.Kept);
        _files.Copy = new LocalFleetCopy("w1/earlier", TimeSpan.Zero, FleetOf(1, 1));
        await StartAsync();
        _rig.Polls.States.Find(1)!.LastAt.ShouldBe(item.Observation.At);
        await VirtualTime.UntilAsync(() => _store.Asked.Any(question => question == "reload w1/earlier"));
        _store.Asked.ShouldNotContain(question => question.StartsWith("claim", StringComparison.Ordinal));
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
