using CameraHealth.IntegrationTests.Storage.Ledger;
using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Storage.Ledger;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage.Uptime;

public sealed class LedgerVerifierTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Begin = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Ledger_with_late_facts_fits_and_a_changed_row_is_named()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var fleet = await LedgerFleet.CreateAsync(database, 2, Begin);
        await WriteAsync(database, fleet, [(0, Sight.Good), (1, Sight.StreamGood), (60, Sight.Silent), (70, Sight.Silent), (80, Sight.Silent), (600, Sight.Good), (601, Sight.StreamGood)]);
        await WriteAsync(database, fleet, [(300, Sight.Good), (310, Sight.Good), (311, Sight.StreamGood)]);

        var verdict = await VerifyAsync(database);
        verdict.Fault.ShouldBeNull();
        verdict.Intervals.ShouldBe(await database.ScalarAsync<long>("select count(*) from state_intervals where superseded_at is null"));
        verdict.Transitions.ShouldBeGreaterThan(5);

        var id = await database.ScalarAsync<long>("select min(id) from state_intervals where superseded_at is null and rung = 0 and status = 3");
        await ForceAsync(database, $"update state_intervals set status = 1 where id = {id}");
        (await VerifyAsync(database)).Fault.ShouldNotBeNull().ShouldContain($"interval {id} is not what transition");
    }

    [Fact]
    public async Task Rows_recorded_out_of_order_are_named()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var fleet = await LedgerFleet.CreateAsync(database, 1, Begin);
        await WriteAsync(database, fleet, [(0, Sight.Good), (1, Sight.StreamGood)]);
        var last = await database.ScalarAsync<long>("select max(id) from transitions");
        await ForceAsync(database, $"update transitions set recorded_at = recorded_at - interval '1 day' where id = {last}");
        (await VerifyAsync(database)).Fault.ShouldBe($"transition {last} was recorded before the row that precedes it");
    }

    private static Task<LedgerVerdict> VerifyAsync(TestDatabase database) => new LedgerVerifier(database.App).VerifyAsync(null, CancellationToken.None);

    private static async Task WriteAsync(TestDatabase database, LedgerFleet fleet, (int Second, Sight Sight)[] polls)
    {
        var device = fleet.Devices[0];
        var items = polls.Select(poll => new AssessedObservation(
            fleet.GroupId, -1, poll.Sight.At(device, Begin.AddSeconds(poll.Second), fleet.Policy), null, DeviceState.NeverObserved(device.Id, device.ApplicableRungs, Begin), []));
        await new ObservationStore(database.App).WriteAsync(new ObservationBatch(Guid.NewGuid(), "verify", [.. items]), CancellationToken.None);
    }

    private static async Task ForceAsync(TestDatabase database, string sql)
    {
        await using var command = database.Superuser.CreateCommand("set session_replication_role = replica; " + sql + "; set session_replication_role = origin");
        await command.ExecuteNonQueryAsync();
    }
}
