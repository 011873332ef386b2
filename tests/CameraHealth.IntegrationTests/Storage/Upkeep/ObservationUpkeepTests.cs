using CameraHealth.IntegrationTests.Storage.Ledger;
using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Ledger;
using CameraHealth.Storage.Upkeep;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage.Upkeep;

/// <summary>Observations are packed, emptied and dropped without losing what verdicts need.</summary>
public sealed class ObservationUpkeepTests(PostgresFixture postgres)
{
    private static readonly ObservationsOptions Options = new() { PackDevices = 10 };

    [Fact]
    public async Task Packed_hours_say_the_same_and_a_late_fact_is_judged_by_them()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var (fleet, worker, store) = await BeginAsync(database);
        var begin = await DayAsync(database, -3);
        var polls = Enumerable.Range(0, 180).Select(minute => Poll(worker, fleet, begin.AddMinutes(minute), minute is 70 or 71 ? Sight.Silent : Sight.Good)).ToArray();
        (await store.WriteAsync(worker.Batch(polls), CancellationToken.None)).Written.ShouldBe(180);
        var before = await ReadAsync(database, fleet.Devices[0]);

        await PackAllAsync(database);

        (await database.ScalarAsync<long>("select count(*) from observations")).ShouldBe(0);
        (await database.ScalarAsync<long>("select count(*) from packed_observations")).ShouldBe(3);
        (await ReadAsync(database, fleet.Devices[0])).ShouldBe(before);

        // The third silence in a row came late: only with the packed ones before it is it a fault.
        var late = Sight.Silent.At(fleet.Devices[0], begin.AddMinutes(71).AddSeconds(30), fleet.Policy);
        var stray = new AssessedObservation(fleet.GroupId, worker.Epoch, late, null, DeviceState.NeverObserved(fleet.Devices[0].Id, fleet.Devices[0].ApplicableRungs, begin), []);
        (await store.WriteAsync(worker.Batch(stray), CancellationToken.None)).Outdated.ShouldBe(1);

        var facts = before.Append(ObservationRow.Of(late)).OrderBy(row => row.At).ToArray();
        (await LedgerReader.IntervalsAsync(database.Owner, fleet.Devices[0].Id)).ShouldBe(SlowLedger.Of(fleet.Devices[0], fleet.Policy, facts.Select(row => row.ToObservation())).Intervals);
        await PackAllAsync(database);
        (await database.ScalarAsync<long>("select count(*) from observations")).ShouldBe(0);
        (await ReadAsync(database, fleet.Devices[0])).ShouldBe(facts);
    }

    [Fact]
    public async Task Days_past_retention_are_dropped_and_their_late_facts_left_out()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var (fleet, worker, _) = await BeginAsync(database);
        var store = new ObservationStore(database.App, 30);
        var old = await DayAsync(database, -31);
        await database.ExecuteAsync($"select ensure_observation_partition('{old:yyyy-MM-dd}'), ensure_observation_partition('{old.AddDays(1):yyyy-MM-dd}')");

        (await new ObservationUpkeep(database.App, Options).DropExpiredAsync(CancellationToken.None)).ShouldBe([DateOnly.FromDateTime(old.UtcDateTime)]);

        var outcome = await store.WriteAsync(worker.Batch(Poll(worker, fleet, old.AddHours(1), Sight.Good), Poll(worker, fleet, old.AddDays(1), Sight.Good)), CancellationToken.None);
        (outcome.Written, outcome.Expired).ShouldBe((1, 1));
        (await database.ScalarAsync<bool>($"select to_regclass('observations_{old:yyyyMMdd}') is null and to_regclass('packed_observations_{old:yyyyMMdd}') is null")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_day_that_is_packed_gives_its_room_back_and_takes_late_facts_again()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var (fleet, worker, store) = await BeginAsync(database);
        var day = await DayAsync(database, -4);
        await store.WriteAsync(worker.Batch(Enumerable.Range(0, 100).Select(minute => Poll(worker, fleet, day.AddMinutes(minute), Sight.Good))), CancellationToken.None);
        var upkeep = new ObservationUpkeep(database.App, Options);
        (await upkeep.EmptyPackedDaysAsync(CancellationToken.None)).ShouldBeEmpty();
        await PackAllAsync(database);

        (await upkeep.EmptyPackedDaysAsync(CancellationToken.None)).ShouldBe([DateOnly.FromDateTime(day.UtcDateTime)]);
        (await database.ScalarAsync<long>($"select pg_relation_size('observations_{day:yyyyMMdd}')")).ShouldBe(0);
        (await store.WriteAsync(worker.Batch(Poll(worker, fleet, day.AddMinutes(101), Sight.Good)), CancellationToken.None)).Written.ShouldBe(1);
        (await ReadAsync(database, fleet.Devices[0])).Count.ShouldBe(101);
    }

    [Fact]
    public async Task The_application_cannot_drop_a_day_that_is_not_over()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var command = database.App.CreateCommand("select drop_observation_day((clock_timestamp() at time zone 'UTC')::date - 1)");
        (await Should.ThrowAsync<Npgsql.PostgresException>(() => command.ExecuteNonQueryAsync())).MessageText.ShouldContain("is not over");
    }

    [Fact]
    public async Task A_refresh_that_changes_no_verdict_leaves_the_state_row_alone_and_is_read_all_the_same()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var (fleet, worker, store) = await BeginAsync(database);
        var begin = await DayAsync(database, 2);
        await store.WriteAsync(worker.Batch(Poll(worker, fleet, begin, Sight.Good), Poll(worker, fleet, begin.AddSeconds(5), Sight.StreamGood)), CancellationToken.None);
        var row = await database.ScalarAsync<string>("select xmin::text || st::text from device_states st");
        AssessedObservation? last = null;
        for (var minute = 1; minute < 5; minute++)
        {
            last = Poll(worker, fleet, begin.AddMinutes(minute), Sight.Good);
            await store.WriteAsync(worker.Batch(last), CancellationToken.None);
        }

        (await database.ScalarAsync<string>("select xmin::text || st::text from device_states st")).ShouldBe(row);
        var state = await LedgerReader.StateAsync(database.Owner, fleet.Devices[0].Id);
        StoredJson.Fingerprint(state).ShouldBe(StoredJson.Fingerprint(last!.State));
        (await database.ScalarAsync<bool>(
            $"select last_at = '{state.LastAt:O}' and next_due_at = '{state.NextDueAt:O}' and vouched_until = '{state.VouchedUntil:O}' from device_freshness")).ShouldBeTrue();
    }

    private static async Task<(LedgerFleet Fleet, TestWorker Worker, ObservationStore Store)> BeginAsync(TestDatabase database)
    {
        var fleet = await LedgerFleet.CreateAsync(database, 1, await DayAsync(database, -60));
        var worker = new TestWorker("one", fleet);
        var register = new CameraHealth.Storage.Fleet.FleetStore(
            database.App, new CameraHealth.Storage.Credentials.CredentialOpener(System.Security.Cryptography.ECDiffieHellman.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256)));
        worker.Take(await register.ClaimAsync("one", CancellationToken.None));
        return (fleet, worker, new ObservationStore(database.App));
    }

    private static AssessedObservation Poll(TestWorker worker, LedgerFleet fleet, DateTimeOffset at, Sight sight) => worker.Judge(OnGrid(sight.At(fleet.Devices[0], at, fleet.Policy), fleet.Policy));

    private static Observation OnGrid(Observation facts, PollPolicy policy)
    {
        var next = PollGrid.SlotOf(facts.NextDueAt);
        return facts with { NextDueAt = next, VouchedUntil = next + (2 * policy.DeadlineOf(facts.Kind)), At = facts.At.AddTicks(1230) };
    }

    private static async Task<DateTimeOffset> DayAsync(TestDatabase database, int days) =>
        new(await database.ScalarAsync<DateTime>($"select date_trunc('day', clock_timestamp() at time zone 'UTC') + interval '{days} days'"), TimeSpan.Zero);

    private static async Task PackAllAsync(TestDatabase database)
    {
        var upkeep = new ObservationUpkeep(database.App, Options);
        while (await upkeep.PackNextHourAsync(CancellationToken.None) is not null)
        {
        }
    }

    private static async Task<List<ObservationRow>> ReadAsync(TestDatabase database, Device device)
    {
        await using var connection = await database.App.OpenConnectionAsync();
        var begins = new Dictionary<int, DateTimeOffset> { [(int)device.Id] = DateTimeOffset.MinValue };
        return [.. (await ObservationTable.ReadAsync(connection, begins, null, CancellationToken.None))[(int)device.Id]];
    }
}
