using System.Security.Cryptography;
using CameraHealth.IntegrationTests.Storage.Ledger;
using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Credentials;
using CameraHealth.Storage.Fleet;
using CameraHealth.Storage.Ledger;
using CameraHealth.Storage.Queries;
using CameraHealth.Storage.Uptime;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage.Uptime;

/// <summary>Figures of devices whose state row is old and whose freshness stands with their group, as it does of nearly every device in service.</summary>
public sealed class OverlaidSumsTests(PostgresFixture postgres)
{
    private static readonly PollPolicy Policy = new() { FailuresToConfirm = 1, RecoveriesToConfirm = 1 };
    private static readonly TimeSpan Vouches = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Days_are_added_up_from_the_groups_freshness_and_not_from_the_row_it_left_behind()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var (fleet, worker, register) = await BeginAsync(database);
        var store = new ObservationStore(database.App);
        var today = new DateTimeOffset(await database.ScalarAsync<DateTime>("select date_trunc('day', clock_timestamp() at time zone 'UTC')"), TimeSpan.Zero);
        var begin = today.AddDays(-10);

        // Both good ever since; the first is vouched for until tomorrow, the other only until its poll three days ago was to be followed.
        await store.WriteAsync(worker.Batch(
            Poll(worker, fleet, 0, begin, today.AddDays(1)), Stream(worker, fleet, 0, begin), Poll(worker, fleet, 1, begin, today.AddDays(1)), Stream(worker, fleet, 1, begin)), CancellationToken.None);
        for (var day = 1; day <= 7; day++)
        {
            await store.WriteAsync(worker.Batch(
                Poll(worker, fleet, 0, begin.AddDays(day), today.AddDays(1)), Poll(worker, fleet, 1, begin.AddDays(day), day == 7 ? today.AddDays(-2) : today.AddDays(1))), CancellationToken.None);
        }

        (await database.ScalarAsync<long>("select count(*) from device_states st join device_freshness f using (device_id) where f.last_at > st.last_at + interval '6 days'")).ShouldBe(2);
        await register.BeatAsync("owner", default, CancellationToken.None);
        (await new DailySums(database.App).RefreshAsync(CancellationToken.None)).ShouldBeGreaterThan(0);

        var answers = await ReadBothAsync(database, begin.AddSeconds(1), today);
        var rows = fleet.Devices.Select(device => answers[0].Rows.Single(row => row.Key == device.Code).Measured).ToList();
        (rows[0].Up, rows[0].Unknown).ShouldBe((Micros(TimeSpan.FromDays(10) - TimeSpan.FromSeconds(1)), 0));
        (rows[1].Up, rows[1].Unknown).ShouldBe((Micros(TimeSpan.FromDays(8) - TimeSpan.FromSeconds(1)), Micros(TimeSpan.FromDays(2))));
        (await database.ScalarAsync<long>($"select coalesce(sum(unknown), 0)::bigint from daily_sums where device_id = {fleet.Devices[1].Id}")).ShouldBeGreaterThan(0);

        // A failure in a day that was added up already, from the same worker: the sums of it are made again.
        await store.WriteAsync(worker.Batch(worker.Judge(Sight.Silent.At(fleet.Devices[0], today.AddHours(-12), Policy))), CancellationToken.None);
        await ReadBothAsync(database, begin.AddSeconds(1), today);
        await new DailySums(database.App).RefreshAsync(CancellationToken.None);
        (await ReadBothAsync(database, begin.AddSeconds(1), today))[0].Total.Measured.Down.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Nothing_is_settled_that_a_worker_still_has_on_its_disk()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var (fleet, worker, register) = await BeginAsync(database);
        var now = new DateTimeOffset(await database.ScalarAsync<DateTime>("select clock_timestamp()"), TimeSpan.Zero);
        await new ObservationStore(database.App).WriteAsync(worker.Batch(Poll(worker, fleet, 0, now.AddHours(-9), now), Poll(worker, fleet, 1, now.AddHours(-9), now)), CancellationToken.None);
        await register.BeatAsync("owner", default, CancellationToken.None);
        (await SettledAsync(database, now)).ShouldBeGreaterThan(now.AddMinutes(-5));

        await register.BeatAsync("another", new SpoolReport(SpoolState.CatchingUp, 3, 900, now.AddHours(-4)), CancellationToken.None);
        (await SettledAsync(database, now)).ShouldBe(now.AddHours(-4).Truncate());
        await register.BeatAsync("another", default, CancellationToken.None);
        (await SettledAsync(database, now)).ShouldBeGreaterThan(now.AddMinutes(-5));

        // The first batch after an outage is an old one, and the beat that will say so has not come yet.
        await database.ExecuteAsync("update workers set last_beat_at = clock_timestamp() - interval '6 hours', last_batch_at = clock_timestamp()");
        (await SettledAsync(database, now)).ShouldBeLessThan(now.AddHours(-5));
    }

    private static async Task<DateTimeOffset> SettledAsync(TestDatabase database, DateTimeOffset now) =>
        (await new KpiQuery(database.App).ReadAsync(new KpiRequest(now.AddHours(-10), now), CancellationToken.None)).SettledUntil!.Value;

    private static async Task<KpiAnswer[]> ReadBothAsync(TestDatabase database, DateTimeOffset from, DateTimeOffset to)
    {
        var query = new KpiQuery(database.App);
        var sums = await query.ReadAsync(new KpiRequest(from, to, KpiGrouping.Device), CancellationToken.None);
        var intervals = await query.ReadAsync(new KpiRequest(from, to, KpiGrouping.Device) { Source = FigureSource.Intervals }, CancellationToken.None);
        sums.Rows.ShouldBe(intervals.Rows);
        sums.Total.ShouldBe(intervals.Total);
        return [sums, intervals];
    }

    private static AssessedObservation Poll(TestWorker worker, LedgerFleet fleet, int device, DateTimeOffset at, DateTimeOffset nextDue) =>
        worker.Judge(Due(Sight.Good.At(fleet.Devices[device], at, Policy), nextDue));

    private static AssessedObservation Stream(TestWorker worker, LedgerFleet fleet, int device, DateTimeOffset at) =>
        worker.Judge(Due(Sight.StreamGood.At(fleet.Devices[device], at.AddSeconds(1), Policy), at.AddDays(40)));

    private static Observation Due(Observation facts, DateTimeOffset at) => facts with { NextDueAt = PollGrid.SlotOf(at), VouchedUntil = PollGrid.SlotOf(at) + Vouches };

    private static long Micros(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    private static async Task<(LedgerFleet Fleet, TestWorker Worker, FleetStore Register)> BeginAsync(TestDatabase database)
    {
        var fleet = await LedgerFleet.CreateAsync(database, 2, DateTimeOffset.UnixEpoch, Policy);
        var worker = new TestWorker("owner", fleet);
        var register = new FleetStore(database.App, new CredentialOpener(ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256)));
        worker.Take(await register.ClaimAsync("owner", CancellationToken.None));
        return (fleet, worker, register);
    }
}
