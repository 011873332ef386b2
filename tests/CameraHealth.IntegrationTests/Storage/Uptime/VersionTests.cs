using CameraHealth.IntegrationTests.Storage.Ledger;
using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Storage.Ledger;
using CameraHealth.Storage.Queries;
using CameraHealth.Storage.Uptime;
using Npgsql;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage.Uptime;

public sealed class VersionTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Begin = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Version_can_be_superseded_once_and_never_rewritten_or_deleted()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var fleet = await LedgerFleet.CreateAsync(database, 1, Begin);
        var store = new MaintenanceStore(database.App);
        var id = await store.AddAsync(
            new MaintenanceEntry { Device = fleet.Devices[0].Code, From = Begin, To = Begin.AddHours(1), Reason = "cleaning", Person = "Người trực" }, CancellationToken.None);
        foreach (var refused in new[] { "update maintenance_windows set reason = 'x'", "delete from maintenance_windows", "update service_periods set state = 1", "delete from status_corrections" })
        {
            await using var command = database.App.CreateCommand(refused);
            await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
        }

        (await store.EndAsync(id, "wrong device", "Người trực", CancellationToken.None)).ShouldBeTrue();
        (await store.EndAsync(id, "again", "Người trực", CancellationToken.None)).ShouldBeFalse();
        (await store.ListAsync(fleet.Devices[0].Code, CancellationToken.None)).ShouldBeEmpty();
        await Should.ThrowAsync<PostgresException>(() => database.ExecuteAsync("update maintenance_windows set superseded_why = 'rewritten'"));
    }

    [Fact]
    public async Task Window_that_runs_ends_now_and_keeps_what_it_covered_and_when_it_was_entered()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var fleet = await LedgerFleet.CreateAsync(database, 1, Begin);
        var store = new MaintenanceStore(database.App);
        var now = new DateTimeOffset(await database.ScalarAsync<DateTime>("select clock_timestamp()"), TimeSpan.Zero);
        var id = await store.AddAsync(
            new MaintenanceEntry { Site = fleet.Devices[0].SiteCode, From = now.AddHours(-1), To = now.AddHours(5), Reason = "mast", Person = "Tổ kỹ thuật" }, CancellationToken.None);
        var before = (await store.ListAsync(fleet.Devices[0].Code, CancellationToken.None))!.Single();
        await store.EndAsync(id, "done", "Tổ kỹ thuật", CancellationToken.None);
        var after = (await store.ListAsync(fleet.Devices[0].Code, CancellationToken.None))!.Single();
        (after.Window.Valid.From, after.Window.EnteredAt, after.IsAfterTheFact).ShouldBe((before.Window.Valid.From, before.Window.EnteredAt, true));
        after.Window.Valid.To!.Value.ShouldBeLessThan(now.AddHours(1));
    }

    [Fact]
    public async Task View_is_told_over_the_devices_that_served_it_and_is_not_in_service_without_one()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var fleet = await LedgerFleet.CreateAsync(database, 2, Begin);
        await WriteAsync(database, fleet, 0, Sight.Good, Sight.StreamGood);
        await WriteAsync(database, fleet, 1, Sight.Silent, Sight.Silent, Sight.Silent);
        var views = new ViewStore(database.App);
        await views.PutAsync("V1", "Ngã tư", fleet.Devices[0].SiteCode, CancellationToken.None);
        await views.ServeAsync("V1", fleet.Devices[0].Code, Begin.AddSeconds(10), "test", CancellationToken.None);
        await views.ServeAsync("V1", fleet.Devices[1].Code, Begin.AddSeconds(40), "test", CancellationToken.None);

        var answer = await new KpiQuery(database.App).ReadAsync(new KpiRequest(Begin, Begin.AddSeconds(55), KpiGrouping.View), CancellationToken.None);
        var view = answer.Rows.Single();
        (view.Key, view.Measured.Up, view.Measured.Down, view.Measured.NotInService).ShouldBe(("V1", 30_000_000L, 15_000_000L, 10_000_000L));
        view.Repairs.OpenAge.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Heartbeats_that_failed_to_come_are_missing_in_K26()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await database.ExecuteAsync($"""
            insert into workers (name, first_beat_at, last_beat_at, beats) values ('w', '{Begin:O}', '{Begin.AddHours(10):O}', 1);
            insert into worker_spans (worker, first_beat_at, last_beat_at) values ('w', '{Begin:O}', '{Begin.AddHours(2):O}'), ('w', '{Begin.AddHours(6):O}', '{Begin.AddHours(10):O}')
            """);
        var answer = await new KpiQuery(database.App).ReadAsync(new KpiRequest(Begin.AddHours(-5), Begin.AddHours(8)), CancellationToken.None);
        answer.Heartbeats.ShouldBe(new HeartbeatFigures(1443, 2880));
        answer.Clocks!.Value.Ratio.ShouldBeNull();
    }

    private static async Task WriteAsync(TestDatabase database, LedgerFleet fleet, int index, params Sight[] sights)
    {
        var device = fleet.Devices[index];
        var items = sights.Select((sight, i) => new AssessedObservation(
            fleet.GroupId, -1, sight.At(device, Begin.AddMilliseconds(i), fleet.Policy), null, DeviceState.NeverObserved(device.Id, device.ApplicableRungs, Begin), []));
        await new ObservationStore(database.App).WriteAsync(new ObservationBatch(Guid.NewGuid(), "views", [.. items]), CancellationToken.None);
    }
}
