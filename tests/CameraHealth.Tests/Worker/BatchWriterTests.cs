using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Tests.Monitoring.Doubles;
using CameraHealth.Tests.Worker.Doubles;
using CameraHealth.Worker.Spooling;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Worker;

public sealed class BatchWriterTests : IAsyncLifetime
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly SpoolRig _rig = new();
    private long _count;

    private PlayedObservationStore Store => _rig.Store;

    private FakeTimeProvider Time => _rig.Time;

    public async ValueTask InitializeAsync() => await _rig.StartAsync();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Observations_of_a_second_are_written_together_in_their_order()
    {
        Put(2);
        await OfferedAsync(1);
        var batch = Store.Offered.Single();
        (batch.Worker, batch.Items.Count).ShouldBe(("w1", 2));
        batch.Items.Select(item => item.Observation.DeviceId).ShouldBe([1, 2]);
        _rig.Settlement.IsAway.ShouldBeFalse();
    }

    [Fact]
    public async Task Batches_are_bounded_and_have_ids_of_their_own()
    {
        Put(7);
        await OfferedAsync(3);
        Store.Offered.Select(batch => batch.Items.Count).ShouldBe([3, 3, 1]);
        Store.Offered.SelectMany(batch => batch.Items).Select(item => item.Observation.DeviceId).ShouldBe(Enumerable.Range(1, 7).Select(id => (long)id));
        Store.Offered.Select(batch => batch.Id).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task Batch_that_the_database_did_not_take_is_given_again_under_the_same_id_and_nothing_overtakes_it()
    {
        using var meters = new MeterReadings(_rig.Meters);
        Store.Fail(isTransient: true);
        Put(2);
        await OfferedAsync(6);
        Put(1);
        await Time.AdvanceUntilAsync(Step, () => _rig.Spool.Report().Batches == 2);
        _rig.Settlement.IsAway.ShouldBeTrue();
        Store.Recover();
        await Time.AdvanceUntilAsync(Step, () => _rig.Spool.IsEmpty);

        var retried = Store.Offered.SkipLast(1).ToList();
        retried.Select(batch => batch.Id).Distinct().ShouldHaveSingleItem();
        retried.ShouldAllBe(batch => batch.Items.Count == 2);
        Store.Offered.Last().Items.ShouldHaveSingleItem();
        meters.Total("camerahealth_store_failures").ShouldBe(retried.Count - 1);
        _rig.Settlement.IsAway.ShouldBeFalse();
    }

    [Fact]
    public async Task Database_that_does_not_answer_costs_at_most_two_seconds_in_memory()
    {
        Store.Play = async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, Time, cancellationToken);
            return new BatchOutcome(false, 0, 0, []);
        };
        var began = Time.GetUtcNow();
        Put(2);
        await Time.AdvanceUntilAsync(Step, () => !_rig.Spool.IsEmpty);
        (Time.GetUtcNow() - began).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(2) + 2 * Step);
        _rig.Spool.Peek()!.Id.ShouldBe(Store.Offered.First().Id);
    }

    [Fact]
    public async Task Results_that_can_be_kept_nowhere_stop_the_assessing_until_they_can()
    {
        using var meters = new MeterReadings(_rig.Meters);
        Store.Fail(isTransient: true);
        // Where the spool's first file would be, there is a folder.
        Directory.CreateDirectory(Path.Combine(_rig.SpoolFolder, "000000000001.spool"));
        Put(2);
        await Time.AdvanceUntilAsync(Step, () => !_rig.Gate.IsOpen);
        _rig.Gate.TryWrite(Item()).ShouldBeFalse();
        meters.Total("camerahealth_observations_dropped", "cause=unwritable").ShouldBe(1);
        meters.Observe("camerahealth_assessing_stopped").ShouldBe(1);

        Directory.Delete(Path.Combine(_rig.SpoolFolder, "000000000001.spool"));
        await Time.AdvanceUntilAsync(Step, () => _rig.Gate.IsOpen);
        _rig.Spool.Peek()!.Items.Count.ShouldBe(2);
        _rig.Gate.TryWrite(Item()).ShouldBeTrue();
        meters.Observe("camerahealth_assessing_stopped").ShouldBe(0);
    }

    [Fact]
    public async Task Reserve_that_is_full_stops_the_assessing_and_the_meters_say_so_until_it_is_delivered()
    {
        await using var rig = new SpoolRig(new SpoolOptions { MaxBytes = 4 << 10, ReserveBytes = 16 });
        using var meters = new MeterReadings(rig.Meters);
        await rig.StartAsync();
        rig.Store.Fail(isTransient: true);
        await rig.Time.AdvanceUntilAsync(Step, () => !rig.Gate.TryWrite(Item()));
        meters.Total("camerahealth_observations_dropped", "cause=reserve_full").ShouldBe(1);
        meters.Observe("camerahealth_assessing_stopped").ShouldBe(1);
        meters.Observe("camerahealth_spool_bytes").ShouldBeGreaterThan(0);
        rig.Spool.Report().State.ShouldBe(SpoolState.Stopped);

        rig.Store.Recover();
        await rig.Time.AdvanceUntilAsync(Step, () => rig.Gate.IsOpen && rig.Spool.IsEmpty);
        (meters.Observe("camerahealth_assessing_stopped"), meters.Observe("camerahealth_spool_bytes")).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Queue_that_is_full_refuses_and_counts()
    {
        await using var rig = new SpoolRig(queue: 2);
        using var meters = new MeterReadings(rig.Meters);
        Enumerable.Range(0, 5).Count(_ => rig.Gate.TryWrite(Item())).ShouldBe(2);
        meters.Total("camerahealth_observations_dropped", "cause=queue_full").ShouldBe(3);
    }

    [Fact]
    public async Task What_the_database_does_not_take_at_shutdown_is_on_disk_for_the_next_start()
    {
        Store.Fail(isTransient: true);
        Put(2);
        await OfferedAsync(1);
        Put(2);
        await _rig.StopAsync();
        _rig.Spool.ReadBack().SelectMany(batch => batch.Items).Select(item => item.Observation.DeviceId).Order().ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task Rows_that_the_database_refuses_for_good_do_not_hold_up_those_behind_them()
    {
        Store.Play = (batch, _) => batch.Items[0].Observation.DeviceId == 1
            ? Task.FromException<BatchOutcome>(new ObservationStoreException("a bad row", isTransient: false, new IOException()))
            : Task.FromResult(new BatchOutcome(false, batch.Items.Count, 0, []));
        using var meters = new MeterReadings(_rig.Meters);
        Put(4);
        await Time.AdvanceUntilAsync(Step, () => Store.Offered.Count > 0 && Store.Offered.Last().Items[0].Observation.DeviceId == 4);
        meters.Total("camerahealth_observations_dropped", "cause=refused").ShouldBe(3);
        Store.Offered.SkipLast(1).Select(batch => batch.Id).Distinct().ShouldHaveSingleItem();
        // Not at the first refusal: it may have been a mistake of the moment.
        Store.Offered.Count.ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task What_waits_at_shutdown_is_written_once_more()
    {
        Put(4);
        await _rig.StopAsync();
        Store.Offered.Select(batch => batch.Items.Count).ShouldBe([3, 1]);
    }

    [Fact]
    public async Task Batch_whose_fate_is_unknown_at_shutdown_goes_first_under_its_own_id()
    {
        Store.Play = async (batch, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, Time, cancellationToken);
            return new BatchOutcome(false, batch.Items.Count, 0, []);
        };
        Put(2);
        await OfferedAsync(1);
        Put(1);
        var hanging = Store.Play;
        Store.Play = (batch, cancellationToken) => Store.Offered.Count == 1 ? hanging(batch, cancellationToken) : Task.FromResult(new BatchOutcome(true, 0, 0, []));
        await _rig.StopAsync();

        var offered = Store.Offered.ToList();
        offered.Select(batch => batch.Items.Count).ShouldBe([2, 2, 1]);
        offered[1].Id.ShouldBe(offered[0].Id);
        offered[2].Id.ShouldNotBe(offered[0].Id);
    }

    [Fact]
    public async Task Shutdown_does_not_wait_for_a_database_that_hangs()
    {
        Store.Play = async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, Time, cancellationToken);
            return new BatchOutcome(false, 0, 0, []);
        };
        Put(2);
        var stopping = _rig.StopAsync();
        var began = Time.GetUtcNow();
        await Time.AdvanceUntilAsync(Step, () => stopping.IsCompleted);
        await stopping;
        (Time.GetUtcNow() - began).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Groups_that_another_worker_owns_are_given_up()
    {
        _rig.Roster.Replace(new OwnedFleet(1, [Devices.Group(Devices.Target(Devices.Camera()))], new Dictionary<long, DeviceState>()));
        Store.Play = (_, _) => Task.FromResult(new BatchOutcome(false, 1, 1, [1]));
        Put(1);
        await Time.AdvanceUntilAsync(Step, () => _rig.Roster.Groups.Count == 0);
    }

    [Fact]
    public async Task States_that_the_store_made_are_gone_on_from()
    {
        var own = DeviceState.NeverObserved(1, Rungs.All, Devices.Start);
        _rig.States.Load(new Dictionary<long, DeviceState> { [1] = own }, replace: true);
        Store.Play = (_, _) => Task.FromResult(new BatchOutcome(false, 1, 1, []) { Revised = [own with { Status = Status.Unhealthy }] });
        Put(1);
        await Time.AdvanceUntilAsync(Step, () => _rig.States.Find(1)!.Status == Status.Unhealthy);
    }

    [Fact]
    public async Task Observations_older_than_what_the_database_keeps_are_counted()
    {
        using var meters = new MeterReadings(_rig.Meters);
        Store.Play = (batch, _) => Task.FromResult(new BatchOutcome(false, batch.Items.Count - 1, 0, []) { Expired = 1 });
        Put(2);
        await Time.AdvanceUntilAsync(Step, () => Store.Offered.Count > 0 && meters.Total("camerahealth_observations_dropped", "cause=past_retention") > 0);
        meters.Total("camerahealth_observations_dropped", "cause=past_retention").ShouldBe(1);
    }

    [Fact]
    public async Task Group_claimed_anew_is_not_given_up_for_what_waited_under_its_old_epoch()
    {
        _rig.Roster.Replace(new OwnedFleet(1, [Devices.Group(Devices.Target(Devices.Camera())) with { Epoch = 6 }], new Dictionary<long, DeviceState>()));
        Store.Play = (_, _) => Task.FromResult(new BatchOutcome(false, 1, 1, [1]));
        Put(1);
        await OfferedAsync(1);
        Put(1);
        await OfferedAsync(2);
        _rig.Roster.Groups.ShouldHaveSingleItem();
    }

    [Fact]
    public void Depth_of_the_queue_is_told()
    {
        using var meters = new MeterReadings(_rig.Meters);
        Put(5);
        meters.Observe("camerahealth_queue_depth").ShouldBe(5);
    }

    private void Put(int items)
    {
        for (var i = 0; i < items; i++)
        {
            _rig.Gate.TryWrite(Item()).ShouldBeTrue();
        }
    }

    private AssessedObservation Item()
    {
        var observation = Observed.At(PollKind.Health, Devices.Start, [RungFinding.Good(Rung.Reachable)], new PollPolicy()) with { DeviceId = ++_count };
        return new AssessedObservation(1, 5, observation, null, DeviceState.NeverObserved(_count, Rungs.All, Devices.Start), []);
    }

    private Task OfferedAsync(int batches) => Time.AdvanceUntilAsync(Step, () => Store.Offered.Count >= batches);
}
