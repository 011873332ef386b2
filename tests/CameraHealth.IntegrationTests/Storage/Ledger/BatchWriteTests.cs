using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Storage.Ledger;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage.Ledger;

public sealed class BatchWriteTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    [Fact]
    public async Task Batch_brings_facts_verdicts_intervals_and_readings_at_once()
    {
        var scene = await LedgerScene.SetAsync(storage.Database);
        var batch = scene.Owner.Batch(scene.See(scene.Owner, Sight.Good, 1), scene.See(scene.Owner, Sight.StreamGood, 2));
        var outcome = await scene.WriteAsync(batch);
        outcome.ShouldSatisfyAllConditions(
            () => outcome.Duplicate.ShouldBeFalse(), () => outcome.Written.ShouldBe(2), () => outcome.Outdated.ShouldBe(0), () => outcome.LostGroups.ShouldBeEmpty());

        (await scene.CountAsync("observations")).ShouldBe(2);
        (await LedgerReader.StateAsync(scene.Database.Owner, scene.Camera.Id)).Status.ShouldBe(Status.Healthy);
        var overall = (await LedgerReader.IntervalsAsync(scene.Database.Owner, scene.Camera.Id)).Where(interval => interval.Rung == RungNumber.Overall);
        overall.Select(interval => ((Status)interval.Status, interval.From)).ShouldBe([(Status.Unknown, scene.Start.AddSeconds(1)), (Status.Healthy, scene.Start.AddSeconds(2))]);
        (await scene.Database.ScalarAsync<DateTime>($"select health_at from device_readings where device_id = {scene.Camera.Id}")).ShouldBe(scene.Start.AddSeconds(1).UtcDateTime);
        (await scene.Database.ScalarAsync<string>($"select concat_ws(' ', worker, observations, outdated, transitions) from batches where id = '{batch.Id}'"))
            .ShouldBe("owner 2 0 5");
    }

    [Fact]
    public async Task Row_that_fails_leaves_nothing_of_the_batch_and_the_batch_can_be_given_again()
    {
        var scene = await LedgerScene.SetAsync(storage.Database, 2);
        var batch = scene.Owner.Batch(scene.See(scene.Owner, Sight.Good, 1), scene.See(scene.Owner, Sight.Silent, 2, camera: 1));
        await storage.Database.ExecuteAsync($"""
            create function refuse_one() returns trigger language plpgsql as $$ begin raise exception 'no' using errcode = 'check_violation'; end $$;
            create trigger refuse_one before insert on state_intervals for each row when (new.device_id = {scene.Fleet.Devices[1].Id}) execute function refuse_one()
            """);
        var error = await Should.ThrowAsync<ObservationStoreException>(() => scene.WriteAsync(batch));
        error.IsTransient.ShouldBeFalse();
        error.Message.ShouldContain(batch.Id.ToString());
        await ShouldBeEmptyAsync(scene, batch);

        await storage.Database.ExecuteAsync("drop function refuse_one() cascade");
        (await scene.WriteAsync(batch)).ShouldSatisfyAllConditions(outcome => outcome.Duplicate.ShouldBeFalse(), outcome => outcome.Written.ShouldBe(2));
    }

    // COPY, transitions and superseded intervals stand already where the last of these blocks.
    [Theory]
    [InlineData("observations", "copy observations")]
    [InlineData("transitions", "insert into transitions")]
    [InlineData("device_readings", "insert into device_readings")]
    public async Task Connection_that_dies_in_mid_write_leaves_nothing_of_the_batch(string table, string statement)
    {
        var scene = await LedgerScene.SetAsync(storage.Database);
        await scene.WriteAsync(scene.Owner, scene.See(scene.Owner, Sight.Good, 1), scene.See(scene.Owner, Sight.StreamGood, 2));
        var batch = scene.Owner.Batch(
            scene.See(scene.Owner, Sight.Silent, 20), scene.See(scene.Owner, Sight.Silent, 30), scene.See(scene.Owner, Sight.Silent, 40), scene.See(scene.Owner, Sight.StreamGood, 50));
        var before = await ContentsAsync(scene);

        await using (await Backend.LockTableAsync(storage.Database, table))
        {
            var writing = scene.WriteAsync(batch);
            await Backend.TerminateAsync(storage.Database, await Backend.WaitUntilBlockedAsync(storage.Database, statement));
            (await Should.ThrowAsync<ObservationStoreException>(() => writing)).IsTransient.ShouldBeTrue();
        }

        (await ContentsAsync(scene)).ShouldBe(before);
        (await scene.WriteAsync(batch)).Written.ShouldBe(4);
        (await LedgerReader.StateAsync(scene.Database.Owner, scene.Camera.Id)).Status.ShouldBe(Status.Unhealthy);
    }

    [Fact]
    public async Task Connection_that_dies_while_a_verdict_is_made_again_is_told_as_transient()
    {
        var scene = await LedgerScene.SetAsync(storage.Database);
        await scene.ClaimAsync(scene.Other);
        var batch = scene.Owner.Batch(scene.See(scene.Owner, Sight.Good, 1));
        await using (await Backend.LockTableAsync(storage.Database, "poll_policies"))
        {
            var writing = scene.WriteAsync(batch);
            await Backend.TerminateAsync(storage.Database, await Backend.WaitUntilLockedOutAsync(storage.Database, "poll_policies"));
            (await Should.ThrowAsync<ObservationStoreException>(() => writing)).IsTransient.ShouldBeTrue();
        }

        await ShouldBeEmptyAsync(scene, batch);
    }

    [Fact]
    public async Task Write_that_is_cancelled_leaves_nothing_of_the_batch()
    {
        var scene = await LedgerScene.SetAsync(storage.Database);
        var batch = scene.Owner.Batch(scene.See(scene.Owner, Sight.Good, 1));
        using var stopping = new CancellationTokenSource();
        await using (await Backend.LockTableAsync(storage.Database, "device_readings"))
        {
            var writing = scene.Store.WriteAsync(batch, stopping.Token);
            await Backend.WaitUntilBlockedAsync(storage.Database, "insert into device_readings");
            await stopping.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => writing);
        }

        await ShouldBeEmptyAsync(scene, batch);
    }

    [Fact]
    public async Task Same_batch_is_written_once_one_after_the_other_and_at_the_same_time()
    {
        var scene = await LedgerScene.SetAsync(storage.Database);
        var first = scene.Owner.Batch(scene.See(scene.Owner, Sight.Good, 1));
        (await scene.WriteAsync(first)).Duplicate.ShouldBeFalse();
        var before = await ContentsAsync(scene);
        var again = await scene.WriteAsync(first);
        (again.Duplicate, again.Written, again.Outdated).ShouldBe((true, 0, 0));
        (await ContentsAsync(scene)).ShouldBe(before);

        var second = scene.Owner.Batch(scene.See(scene.Owner, Sight.StreamGood, 2));
        var another = new ObservationStore(storage.Database.App);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => (number % 2 == 0 ? scene.Store : another).WriteAsync(second, TestContext.Current.CancellationToken)));
        outcomes.Count(outcome => !outcome.Duplicate).ShouldBe(1);
        (await scene.CountAsync("observations")).ShouldBe(2);
    }

    [Fact]
    public async Task Device_that_is_not_in_the_register_is_left_out()
    {
        var scene = await LedgerScene.SetAsync(storage.Database);
        var known = scene.See(scene.Owner, Sight.Good, 1);
        var unknown = known with { Observation = known.Observation with { DeviceId = 1_000_000_000 } };
        (await scene.WriteAsync(scene.Owner, unknown, known)).Written.ShouldBe(1);
    }

    private static async Task ShouldBeEmptyAsync(LedgerScene scene, ObservationBatch batch)
    {
        foreach (var table in new[] { "observations", "transitions", "state_intervals", "device_readings" })
        {
            (await scene.CountAsync(table)).ShouldBe(0, table);
        }

        (await scene.Database.ScalarAsync<long>($"select count(*) from batches where id = '{batch.Id}'")).ShouldBe(0);
        (await LedgerReader.StateAsync(scene.Database.Owner, scene.Camera.Id)).LastAt.ShouldBeNull();
    }

    // Every row that a batch may touch, as text.
    private static async Task<string> ContentsAsync(LedgerScene scene)
    {
        var parts = new List<string>();
        foreach (var table in new[] { "observations", "transitions", "state_intervals", "device_states", "device_readings", "device_checkpoints" })
        {
            parts.Add(await scene.Database.ScalarAsync<string>(
                $"select coalesce(string_agg(t::text, '\n' order by t::text), '') from {table} t where device_id = {scene.Camera.Id}"));
        }

        return string.Join("\n\n", parts);
    }
}
