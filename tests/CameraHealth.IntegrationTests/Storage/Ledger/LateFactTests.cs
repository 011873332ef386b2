using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage.Ledger;

public sealed class LateFactTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    [Fact]
    public async Task Late_fact_corrects_the_ledger_by_new_rows_and_leaves_the_old_ones_as_they_were()
    {
        var scene = await LedgerScene.SetAsync(storage.Database);
        await SeeAsync(scene, (Sight.Good, 1), (Sight.StreamGood, 2), (Sight.Silent, 61), (Sight.Silent, 71), (Sight.Silent, 81));
        var rows = await LedgerRowsAsync(scene);
        var intervals = await IntervalRowsAsync(scene);

        // In truth it was back between the failures: none of them was confirmed.
        var outcome = await scene.WriteAsync(scene.Owner, scene.Fact(Sight.Good, 75));
        (outcome.Written, outcome.Outdated).ShouldBe((1, 1));
        await scene.ShouldBeJudgedInOrderAsync((Sight.Good, 1), (Sight.StreamGood, 2), (Sight.Silent, 61), (Sight.Silent, 71), (Sight.Good, 75), (Sight.Silent, 81));
        (await LedgerRowsAsync(scene)).Take(rows.Count).ShouldBe(rows);
        (await scene.Database.ScalarAsync<long>($"select count(*) from transitions where device_id = {scene.Camera.Id} and supersedes is not null and from_status = to_status"))
            .ShouldBeGreaterThan(0);
        (await IntervalRowsAsync(scene)).Take(intervals.Count).ShouldBe(intervals);
        (await scene.Database.ScalarAsync<bool>($"select is_revised from device_states where device_id = {scene.Camera.Id}")).ShouldBeTrue();
    }

    [Fact]
    public async Task Late_fact_that_changes_nothing_writes_no_ledger_row()
    {
        var scene = await LedgerScene.SetAsync(storage.Database);
        await SeeAsync(scene, (Sight.Good, 1), (Sight.StreamGood, 2), (Sight.Good, 61), (Sight.Good, 121));
        var before = await LedgerRowsAsync(scene);
        await scene.WriteAsync(scene.Owner, scene.Fact(Sight.Good, 90));
        (await LedgerRowsAsync(scene)).ShouldBe(before);
        await scene.ShouldBeJudgedInOrderAsync((Sight.Good, 1), (Sight.StreamGood, 2), (Sight.Good, 61), (Sight.Good, 90), (Sight.Good, 121));
    }

    [Fact]
    public async Task Fact_older_than_the_first_moves_the_begin_of_monitoring_back()
    {
        var scene = await LedgerScene.SetAsync(storage.Database);
        await SeeAsync(scene, (Sight.Good, 61), (Sight.StreamGood, 62));
        await scene.WriteAsync(scene.Owner, scene.Fact(Sight.Silent, 1));
        await scene.ShouldBeJudgedInOrderAsync((Sight.Silent, 1), (Sight.Good, 61), (Sight.StreamGood, 62));
        (await scene.Database.ScalarAsync<DateTime>($"select monitored_from from devices where id = {scene.Camera.Id}")).ShouldBe(scene.Start.AddSeconds(1).UtcDateTime);
    }

    [Fact]
    public async Task Late_fact_never_replaces_a_newer_reading()
    {
        var scene = await LedgerScene.SetAsync(storage.Database);
        await scene.WriteAsync(scene.Owner, WithClock(scene.See(scene.Owner, Sight.Good, 61), 2));
        await scene.WriteAsync(scene.Owner, WithClock(scene.Fact(Sight.Good, 1), 7));
        (await ClockOffsetAsync(scene)).ShouldBe("00:00:02");
        await scene.WriteAsync(scene.Owner, WithClock(scene.See(scene.Owner, Sight.Good, 121), 3));
        (await ClockOffsetAsync(scene)).ShouldBe("00:00:03");
    }

    [Fact]
    public async Task Two_observations_in_one_instant_are_both_kept_a_microsecond_apart()
    {
        var scene = await LedgerScene.SetAsync(storage.Database);
        await scene.WriteAsync(scene.Owner, scene.See(scene.Owner, Sight.Good, 1), scene.Fact(Sight.StreamGood, 1));
        await scene.WriteAsync(scene.Owner, scene.Fact(Sight.StreamGood, 1));
        (await scene.Database.ScalarAsync<DateTime[]>($"select array_agg(at order by at) from observations where device_id = {scene.Camera.Id}"))
            .ShouldBe([.. new[] { 0, 1, 2 }.Select(micros => scene.Start.AddSeconds(1).AddMicroseconds(micros).UtcDateTime)]);
        (await LedgerReader.StateAsync(scene.Database.Owner, scene.Camera.Id)).Status.ShouldBe(Status.Healthy);
    }

    [Fact]
    public async Task Second_observation_of_the_last_instant_of_a_day_finds_its_partition_in_the_next()
    {
        var lastInstant = new DateTimeOffset(2025, 3, 9, 23, 59, 59, TimeSpan.Zero).AddMicroseconds(999_999);
        var scene = await LedgerScene.SetAsync(storage.Database, start: lastInstant);
        await scene.WriteAsync(scene.Owner, scene.See(scene.Owner, Sight.Good, 0), scene.Fact(Sight.StreamGood, 0));
        (await scene.CountAsync("observations_20250309")).ShouldBe(1);
        (await scene.CountAsync("observations_20250310")).ShouldBe(1);
    }

    [Fact]
    public async Task Change_that_needed_days_to_be_confirmed_is_taken_back_by_a_late_fact_of_those_days()
    {
        var policy = new PollPolicy { StreamInterval = TimeSpan.FromDays(1), FailuresToConfirm = 3 };
        var day = TimeSpan.FromDays(1).TotalSeconds;
        var scene = await LedgerScene.SetAsync(storage.Database, policy: policy, start: new DateTimeOffset(2025, 3, 1, 6, 0, 0, TimeSpan.Zero));
        await SeeAsync(scene, (Sight.StreamGood, 0), (Sight.NoFrames, day), (Sight.NoFrames, 2 * day), (Sight.NoFrames, 3 * day), (Sight.NoFrames, 4 * day));
        await scene.WriteAsync(scene.Owner, scene.Fact(Sight.StreamGood, 2.5 * day));
        await scene.ShouldBeJudgedInOrderAsync(
            (Sight.StreamGood, 0), (Sight.NoFrames, day), (Sight.NoFrames, 2 * day), (Sight.StreamGood, 2.5 * day), (Sight.NoFrames, 3 * day), (Sight.NoFrames, 4 * day));
    }

    private static Task<BatchOutcome> SeeAsync(LedgerScene scene, params (Sight Sight, double Seconds)[] facts) =>
        scene.WriteAsync(scene.Owner, facts.Select(fact => scene.See(scene.Owner, fact.Sight, fact.Seconds)));

    private static AssessedObservation WithClock(AssessedObservation item, int seconds)
    {
        var clock = new ClockReading(item.Observation.At, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(0.5));
        return item with { Observation = item.Observation with { Clock = clock } };
    }

    private static Task<string> ClockOffsetAsync(LedgerScene scene) =>
        scene.Database.ScalarAsync<string>($"select clock ->> 'Offset' from device_readings where device_id = {scene.Camera.Id}");

    private static Task<List<string>> LedgerRowsAsync(LedgerScene scene) => RowsAsync(scene, "transitions", "t::text");

    // Without what superseding adds to a row.
    private static Task<List<string>> IntervalRowsAsync(LedgerScene scene) =>
        RowsAsync(scene, "state_intervals", "concat_ws('|', rung, status, reason, broken_rung, during, recorded_at)");

    private static async Task<List<string>> RowsAsync(LedgerScene scene, string table, string row) =>
        [.. await scene.Database.ScalarAsync<string[]>($"select array_agg({row} order by id) from {table} t where device_id = {scene.Camera.Id}")];
}
