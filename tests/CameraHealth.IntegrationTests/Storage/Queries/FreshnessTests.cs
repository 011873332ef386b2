using CameraHealth.IntegrationTests.Storage.Ledger;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Queries;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage.Queries;

/// <summary>A verdict that nothing vouches for any more reads as Unknown everywhere, while it lasts and without any job that says so.</summary>
public sealed class FreshnessTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    [Fact]
    public async Task Device_whose_next_observation_did_not_come_is_unknown_since_it_was_due()
    {
        // An hour ago it was healthy; a health poll was due a minute later.
        var scene = await LedgerScene.SetAsync(storage.Database);
        await scene.WriteAsync(scene.Owner, scene.See(scene.Owner, Sight.Good, 1), scene.See(scene.Owner, Sight.StreamGood, 2));
        var due = scene.Start.AddSeconds(61);
        var row = (await FindAsync(scene))!;
        (row.Status, row.Reason, row.BrokenRung, row.Since).ShouldBe((Status.Unknown, Reason.NoObservation, Rung.Reachable, due));
        row.Rungs.Where(rung => rung.Rung != Rung.Picture).ShouldAllBe(rung => rung.Status == RungStatus.Unknown && rung.Reason == Reason.NoObservation);
        row.LastObservationAt.ShouldBe(scene.Start.AddSeconds(2));

        var history = await new HistoryQuery(storage.Database.App).ReadAsync(scene.Camera.Code, scene.Start, scene.Start.AddHours(1), TestContext.Current.CancellationToken);
        history.Select(interval => (interval.Status, interval.From, interval.To)).ShouldBe(
        [
            (Status.Unknown, scene.Start.AddSeconds(1), scene.Start.AddSeconds(2)), (Status.Healthy, scene.Start.AddSeconds(2), due), (Status.Unknown, due, null),
        ]);

        var answer = await AvailabilityAsync(scene);
        answer.Up.ShouldBe(TimeSpan.FromSeconds(59));
        answer.Unknown.ShouldBe(answer.Window - answer.Up);
        (answer.Ratio, answer.IsCovered).ShouldBe((1, false));
    }

    [Fact]
    public async Task Device_that_is_observed_in_time_keeps_its_verdict()
    {
        var now = new DateTimeOffset(await storage.Database.ScalarAsync<DateTime>("select date_trunc('second', clock_timestamp())"), TimeSpan.Zero);
        var scene = await LedgerScene.SetAsync(storage.Database, start: now.AddSeconds(-5));
        await scene.WriteAsync(scene.Owner, scene.See(scene.Owner, Sight.Good, 1), scene.See(scene.Owner, Sight.StreamGood, 2));
        var row = (await FindAsync(scene))!;
        (row.Status, row.BrokenRung, row.Since).ShouldBe((Status.Healthy, null, now.AddSeconds(-3)));
        row.Rungs.Where(rung => rung.Rung != Rung.Picture).ShouldAllBe(rung => rung.Status == RungStatus.Good);
    }

    [Fact]
    public async Task Device_that_was_never_observed_is_not_yet_measured_and_has_no_readings()
    {
        var scene = await LedgerScene.SetAsync(storage.Database);
        var row = (await FindAsync(scene))!;
        (row.Status, row.Reason, row.LastObservationAt).ShouldBe((Status.Unknown, Reason.NotYetMeasured, null));
        (row.Readings.Clock, row.Readings.Stream, row.Readings.Identity, row.Readings.HealthDuration, row.Readings.FailureTrace.Count).ShouldBe((null, null, null, null, 0));
        (await new HistoryQuery(storage.Database.App).ReadAsync(scene.Camera.Code, scene.Start, scene.Start.AddHours(1), TestContext.Current.CancellationToken)).ShouldBeEmpty();
        var answer = await AvailabilityAsync(scene);
        (answer.Unknown, answer.NotMonitored, answer.Ratio).ShouldBe((answer.Window, answer.Window, null));
    }

    [Fact]
    public async Task Fleet_is_read_as_one_moment_with_its_workers()
    {
        var scene = await LedgerScene.SetAsync(storage.Database, 3);
        await scene.WriteAsync(scene.Owner, scene.See(scene.Owner, Sight.Silent, 1, camera: 1));
        var fleet = await new FleetQuery(storage.Database.App).ReadAsync(TestContext.Current.CancellationToken);
        fleet.Devices.Select(device => device.Code).ShouldBe(fleet.Devices.Select(device => device.Code).Order(StringComparer.Ordinal));
        scene.Fleet.Devices.ShouldAllBe(device => fleet.Devices.Any(row => row.Id == device.Id));
        fleet.Workers.Single(worker => worker.Worker == "owner").LastBatchAt.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(fleet.ReadAt);
    }

    private async Task<DeviceRow?> FindAsync(LedgerScene scene) => await new DeviceQuery(storage.Database.App).FindAsync(scene.Camera.Code, TestContext.Current.CancellationToken);

    private async Task<CameraHealth.Monitoring.Uptime.Availability> AvailabilityAsync(LedgerScene scene) => (await new AvailabilityQuery(storage.Database.App)
        .ReadAsync(scene.Camera.Code, scene.Start, scene.Start.AddMinutes(30), null, TestContext.Current.CancellationToken))!.Availability;
}
