using CameraHealth.IntegrationTests.Storage.Ledger;
using CameraHealth.Storage;
using CameraHealth.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage;

public sealed class DatabaseMigratorTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await postgres.CreateEmptyDatabaseAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Empty_database_is_migrated_once_and_the_second_time_nothing_is_done()
    {
        var applied = await MigrateAsync();
        applied.Count.ShouldBeGreaterThan(0);
        applied[0].ShouldEndWith("_Initial");
        var schema = await SchemaAsync();
        (await MigrateAsync()).ShouldBeEmpty();
        (await SchemaAsync()).ShouldBe(schema);
        (await LocksAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Starters_at_the_same_time_migrate_once()
    {
        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => MigrateAsync()));
        applied.Count(names => names.Count > 0).ShouldBe(1);
    }

    [Fact]
    public async Task Model_and_migrations_say_the_same()
    {
        await MigrateAsync();
        await using var context = new StorageContext(StorageContextOptions.For(_database.Owner));
        context.Database.HasPendingModelChanges().ShouldBeFalse();
    }

    [Fact]
    public async Task Database_of_a_newer_program_is_refused_by_name_and_stays_as_it_is()
    {
        await MigrateAsync();
        await _database.ExecuteAsync("insert into migrations_history (migration_id, product_version) values ('29991231235959_FromTheFuture', '99.0')");
        await _database.ExecuteAsync("delete from migrations_history where migration_id like '%_Checkpoints'");
        var error = await Should.ThrowAsync<DatabaseTooNewException>(MigrateAsync);
        error.Message.ShouldContain("29991231235959_FromTheFuture");
        (await _database.ScalarAsync<long>("select count(*) from migrations_history where migration_id like '%_Checkpoints'")).ShouldBe(0);

        // The refusal leaves no lock behind, once the server has seen its connection close.
        for (var i = 0; i < 200 && await LocksAsync() > 0; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        (await LocksAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Partitions_of_the_next_days_are_there_and_others_are_made_on_demand()
    {
        await MigrateAsync();
        (await _database.ScalarAsync<long>("select count(*) from generate_series(current_date - 1, current_date + 7, interval '1 day') day where to_regclass('observations_' || to_char(day, 'YYYYMMDD')) is null"))
            .ShouldBe(0);
        var scene = await LedgerScene.SetAsync(_database, start: new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.Zero));
        await scene.WriteAsync(scene.Owner, scene.See(scene.Owner, Sight.Good, 1), scene.See(scene.Owner, Sight.Good, 86400));
        (await scene.CountAsync("observations_20240229")).ShouldBe(1);
        (await scene.CountAsync("observations_20240301")).ShouldBe(1);

        // Of writers that need the same day at the same time one makes it, and neither fails.
        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            await using var command = _database.App.CreateCommand("select ensure_observation_partition('2023-01-01')");
            return (bool)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        }));
        made.Count(isMade => isMade).ShouldBe(1);
    }

    [Fact]
    public async Task Partition_that_was_dropped_is_made_again_with_the_next_try()
    {
        await MigrateAsync();
        var scene = await LedgerScene.SetAsync(_database);
        await scene.WriteAsync(scene.Owner, scene.See(scene.Owner, Sight.Good, 1));
        await _database.ExecuteAsync($"drop table observations_{scene.Start:yyyyMMdd}, packed_observations_{scene.Start:yyyyMMdd}");
        var batch = scene.Owner.Batch(scene.See(scene.Owner, Sight.Good, 61));
        await Should.ThrowAsync<CameraHealth.Monitoring.ObservationStoreException>(() => scene.WriteAsync(batch));
        (await scene.WriteAsync(batch)).Written.ShouldBe(1);
    }

    [Fact]
    public async Task Readers_and_writers_are_not_held_up_by_a_new_partition()
    {
        await MigrateAsync();
        await using var reader = await _database.App.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var reading = new NpgsqlCommand("begin; select count(*) from observations; select count(*) from state_intervals; insert into batches values (gen_random_uuid(), 1, 'w', now(), 0, 0, 0)", reader);
        await reading.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        // With the reader's and the writer's transaction open.
        await using var command = _database.Owner.CreateCommand("set lock_timeout = '2s'; select ensure_observation_partition('2022-01-01')");
        (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(true);
        (await MigrateAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Upgrade_of_a_database_with_history_keeps_it_and_its_readers_read_on()
    {
        await using (var context = new StorageContext(StorageContextOptions.For(_database.Owner)))
        {
            var first = context.Database.GetMigrations().First();
            await context.GetService<IMigrator>().MigrateAsync(first, TestContext.Current.CancellationToken);
        }

        await _database.ExecuteAsync("""
            insert into sites (code, name) values ('S', 'S');
            insert into poll_groups (site_id, policy_id, ordinal, epoch) select s.id, p.id, 1, 0 from sites s, poll_policies p;
            insert into devices (code, name, kind, access, site_id, poll_group_id, host) select 'D', 'D', 1, 1, s.id, g.id, 'h' from sites s, poll_groups g;
            insert into batches values ('00000000-0000-0000-0000-000000000001', 1, 'w', now(), 1, 0, 1);
            insert into transitions (device_id, rung, at, from_status, to_status, reason, evidence_hash, recorded_at, batch_id) select id, 0, now(), 0, 1, 0, '\x00', now(), '00000000-0000-0000-0000-000000000001' from devices;
            insert into state_intervals (device_id, rung, status, reason, during, recorded_at) select id, 0, 1, 0, tstzrange(now(), null), now() from devices
            """);
        var before = await _database.ScalarAsync<string>("select t::text from transitions t");
        using var upgraded = new CancellationTokenSource();
        var reading = ReadUntilAsync(upgraded.Token);
        (await MigrateAsync()).ShouldNotBeEmpty();
        await upgraded.CancelAsync();
        (await reading).ShouldBeGreaterThan(0);
        (await _database.ScalarAsync<string>("select t::text from transitions t")).ShouldBe(before);
    }

    private async Task<int> ReadUntilAsync(CancellationToken upgraded)
    {
        var reads = 0;
        do
        {
            (await _database.ScalarAsync<long>("select count(*) from devices d join state_intervals i on i.device_id = d.id")).ShouldBe(1);
            reads++;
        }
        while (!upgraded.IsCancellationRequested);
        return reads;
    }

    private Task<IReadOnlyList<string>> MigrateAsync() =>
        DatabaseMigrator.MigrateAsync(_database.Options.Owner + ";Pooling=false", TestContext.Current.CancellationToken);

    private Task<long> LocksAsync() =>
        _database.ScalarAsync<long>("select count(*) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())");

    private Task<string> SchemaAsync() => _database.ScalarAsync<string>(
        "select string_agg(concat_ws(' ', table_name, column_name, data_type, is_nullable), E'\\n' order by table_name, ordinal_position) from information_schema.columns where table_schema = 'public'");
}
