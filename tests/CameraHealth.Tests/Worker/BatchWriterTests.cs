using System.Threading.Channels;
using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Telemetry;
using CameraHealth.Tests.Monitoring.Doubles;
using CameraHealth.Tests.Worker.Doubles;
using CameraHealth.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Worker;

public sealed class BatchWriterTests : IAsyncLifetime
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly FakeTimeProvider _time = new(Devices.Start);
    private readonly Channel<AssessedObservation> _queue = Channel.CreateBounded<AssessedObservation>(10_000);
    private readonly PlayedObservationStore _store = new();
    private readonly PollRoster _roster = new();
    private readonly StateBook _states = new();
    private readonly PollMeters _meters = new();
    private readonly BatchWriter _writer;
    private long _count;

    public BatchWriterTests() =>
        _writer = new BatchWriter(_queue, _store, _roster, _states, _meters, new WorkerOptions { Name = "w1", BatchSize = 3 }, _time, NullLogger<BatchWriter>.Instance);

    public async ValueTask InitializeAsync() => await _writer.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _writer.StopAsync(CancellationToken.None);
        _writer.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public async Task Observations_of_a_second_are_written_together_in_their_order()
    {
        _writer.IsStoring.ShouldBeNull();
        Put(2);
        await OfferedAsync(1);
        var batch = _store.Offered.Single();
        (batch.Worker, batch.Items.Count).ShouldBe(("w1", 2));
        batch.Items.Select(item => item.Observation.DeviceId).ShouldBe([1, 2]);
        _writer.IsStoring.ShouldBe(true);
    }

    [Fact]
    public async Task Batches_are_bounded_and_have_ids_of_their_own()
    {
        Put(7);
        await OfferedAsync(3);
        _store.Offered.Select(batch => batch.Items.Count).ShouldBe([3, 3, 1]);
        _store.Offered.SelectMany(batch => batch.Items).Select(item => item.Observation.DeviceId).ShouldBe(Enumerable.Range(1, 7).Select(id => (long)id));
        _store.Offered.Select(batch => batch.Id).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task Batch_that_the_database_did_not_take_is_given_again_under_the_same_id_and_nothing_overtakes_it()
    {
        using var meters = new MeterReadings(_meters);
        _store.Fail(isTransient: true);
        Put(2);
        await OfferedAsync(8);
        Put(1);
        _writer.IsStoring.ShouldBe(false);
        _store.Recover();
        await _time.AdvanceUntilAsync(Step, () => _writer.IsStoring == true && _store.Offered.Last().Items.Count == 1);

        var retried = _store.Offered.SkipLast(1).ToList();
        retried.Select(batch => batch.Id).Distinct().ShouldHaveSingleItem();
        retried.ShouldAllBe(batch => batch.Items.Count == 2);
        meters.Total("camerahealth_store_failures").ShouldBe(retried.Count - 1);
    }

    [Fact]
    public async Task Rows_that_the_database_refuses_for_good_do_not_hold_up_those_behind_them()
    {
        _store.Play = (batch, _) => batch.Items[0].Observation.DeviceId == 1
            ? Task.FromException<BatchOutcome>(new ObservationStoreException("a bad row", isTransient: false, new IOException()))
            : Task.FromResult(new BatchOutcome(false, batch.Items.Count, 0, []));
        Put(4);
        await _time.AdvanceUntilAsync(Step, () => _store.Offered.Count > 0 && _store.Offered.Last().Items[0].Observation.DeviceId == 4);
        _store.Offered.SkipLast(1).Select(batch => batch.Id).Distinct().ShouldHaveSingleItem();
        // Not at the first refusal: it may have been a mistake of the moment.
        _store.Offered.Count.ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task What_waits_at_shutdown_is_written_once_more()
    {
        Put(4);
        await _writer.StopAsync(TestContext.Current.CancellationToken);
        _store.Offered.Select(batch => batch.Items.Count).ShouldBe([3, 1]);
    }

    [Fact]
    public async Task Batch_whose_fate_is_unknown_at_shutdown_goes_first_under_its_own_id()
    {
        _store.Play = async (batch, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken);
            return new BatchOutcome(false, batch.Items.Count, 0, []);
        };
        Put(2);
        await OfferedAsync(1);
        Put(1);
        var hanging = _store.Play;
        _store.Play = (batch, cancellationToken) => _store.Offered.Count == 1 ? hanging(batch, cancellationToken) : Task.FromResult(new BatchOutcome(true, 0, 0, []));
        await _writer.StopAsync(TestContext.Current.CancellationToken);

        var offered = _store.Offered.ToList();
        offered.Select(batch => batch.Items.Count).ShouldBe([2, 2, 1]);
        offered[1].Id.ShouldBe(offered[0].Id);
        offered[2].Id.ShouldNotBe(offered[0].Id);
    }

    [Fact]
    public async Task Refused_batch_at_shutdown_does_not_take_the_last_one_with_it()
    {
        _store.Fail(isTransient: false);
        Put(2);
        await OfferedAsync(1);
        Put(1);
        await _writer.StopAsync(TestContext.Current.CancellationToken);
        _store.Offered.Last().Items.ShouldHaveSingleItem().Observation.DeviceId.ShouldBe(3);
    }

    [Fact]
    public async Task Shutdown_does_not_wait_for_a_database_that_hangs()
    {
        _store.Play = async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken);
            return new BatchOutcome(false, 0, 0, []);
        };
        Put(2);
        var stopping = _writer.StopAsync(TestContext.Current.CancellationToken);
        var began = _time.GetUtcNow();
        await _time.AdvanceUntilAsync(Step, () => stopping.IsCompleted);
        await stopping;
        (_time.GetUtcNow() - began).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Groups_that_another_worker_owns_are_given_up()
    {
        _roster.Replace(new OwnedFleet(1, [Devices.Group(Devices.Target(Devices.Camera()))], new Dictionary<long, DeviceState>()));
        _store.Play = (_, _) => Task.FromResult(new BatchOutcome(false, 1, 1, [1]));
        Put(1);
        await _time.AdvanceUntilAsync(Step, () => _roster.Groups.Count == 0);
    }

    [Fact]
    public async Task States_that_the_store_made_are_gone_on_from()
    {
        var own = DeviceState.NeverObserved(1, Rungs.All, Devices.Start);
        _states.Load(new Dictionary<long, DeviceState> { [1] = own }, replace: true);
        _store.Play = (_, _) => Task.FromResult(new BatchOutcome(false, 1, 1, []) { Revised = [own with { Status = Status.Unhealthy }] });
        Put(1);
        await _time.AdvanceUntilAsync(Step, () => _states.Find(1)!.Status == Status.Unhealthy);
    }

    [Fact]
    public void Depth_of_the_queue_is_told()
    {
        using var meters = new MeterReadings(_meters);
        Put(5);
        meters.Observe("camerahealth_queue_depth").ShouldBe(5);
    }

    private void Put(int items)
    {
        for (var i = 0; i < items; i++)
        {
            var observation = Observed.At(PollKind.Health, Devices.Start, [RungFinding.Good(Rung.Reachable)], new PollPolicy()) with { DeviceId = ++_count };
            _queue.Writer.TryWrite(new AssessedObservation(1, 5, observation, null, DeviceState.NeverObserved(_count, Rungs.All, Devices.Start), [])).ShouldBeTrue();
        }
    }

    private Task OfferedAsync(int batches) => _time.AdvanceUntilAsync(Step, () => _store.Offered.Count >= batches);
}
