using System.Security.Cryptography;
using CameraHealth.IntegrationTests.Storage.Ledger;
using CameraHealth.Storage.Credentials;
using CameraHealth.Storage.Fleet;
using Npgsql;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage.Fleet;

public sealed class FleetStoreTests(StorageFixture storage) : IClassFixture<StorageFixture>, IDisposable
{
    private readonly CredentialOpener _key = new(ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256));

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task Database_that_is_away_is_told_as_a_failure_of_the_database()
    {
        await using var away = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(storage.Database.Options.App) { Host = "/nowhere" }.ConnectionString);
        var store = new FleetStore(away, _key);
        await Should.ThrowAsync<NpgsqlException>(() => store.ClaimAsync("w", TestContext.Current.CancellationToken));
        await Should.ThrowAsync<NpgsqlException>(() => store.ReloadAsync("w", TestContext.Current.CancellationToken));
        await Should.ThrowAsync<NpgsqlException>(() => store.ReadVersionAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Connection_that_dies_during_a_claim_claims_nothing()
    {
        var scene = await LedgerScene.SetAsync(storage.Database);
        var store = new FleetStore(storage.Database.App, _key);
        await using (await Backend.LockTableAsync(storage.Database, "device_states"))
        {
            var claiming = store.ClaimAsync("late", TestContext.Current.CancellationToken);
            await Backend.TerminateAsync(storage.Database, await Backend.WaitUntilBlockedAsync(storage.Database, "device_states"));
            (await Should.ThrowAsync<NpgsqlException>(() => claiming)).IsTransient.ShouldBeTrue();
        }

        (await storage.Database.ScalarAsync<string>($"select concat_ws(' ', owner, epoch) from poll_groups where id = {scene.Fleet.GroupId}")).ShouldBe($"owner {scene.Owner.Epoch}");
    }

    [Fact]
    public async Task Claim_and_batch_wait_for_each_other_and_neither_fails()
    {
        var scene = await LedgerScene.SetAsync(storage.Database, 5);
        var (batches, claims) = (new List<Task>(), new List<Task>());
        var store = new FleetStore(storage.Database.App, _key);
        for (var round = 0; round < 10; round++)
        {
            batches.Add(scene.WriteAsync(scene.Owner, Enumerable.Range(0, 5).Select(camera => scene.See(scene.Owner, Sight.Good, round, camera))));
            claims.Add(store.ClaimAsync("other", TestContext.Current.CancellationToken));
        }

        await Task.WhenAll(batches.Concat(claims));
        (await scene.CountAsync("observations")).ShouldBe(50);
    }

    [Fact]
    public async Task Beats_are_counted_in_database_time()
    {
        var store = new FleetStore(storage.Database.App, _key);
        var before = await store.ReadDatabaseTimeAsync(TestContext.Current.CancellationToken);
        await store.BeatAsync("beating", default, TestContext.Current.CancellationToken);
        await store.BeatAsync("beating", default, TestContext.Current.CancellationToken);
        (await storage.Database.ScalarAsync<long>("select beats from workers where name = 'beating'")).ShouldBe(2);
        (await storage.Database.ScalarAsync<DateTime>("select last_beat_at from workers where name = 'beating'")).ShouldBeGreaterThan(before.UtcDateTime);
    }
}
