using CameraHealth.IntegrationTests.Storage.Ledger;
using CameraHealth.Storage;
using CameraHealth.Storage.Ledger;
using Npgsql;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage;

public sealed class DatabaseRolesTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    [Theory]
    [InlineData("update transitions set reason = 0")]
    [InlineData("delete from transitions")]
    [InlineData("truncate transitions")]
    [InlineData("delete from state_intervals")]
    [InlineData("update state_intervals set status = 1")]
    [InlineData("update state_intervals set during = tstzrange(now(), null)")]
    [InlineData("update state_intervals set recorded_at = now()")]
    [InlineData("update batches set recorded_at = now()")]
    [InlineData("delete from batches")]
    [InlineData("update observations set reachable = 1")]
    [InlineData("delete from devices")]
    [InlineData("delete from sites")]
    [InlineData("update credential_keys set public_key = ''")]
    [InlineData("delete from credential_keys")]
    [InlineData("delete from credential_sets")]
    [InlineData("delete from credential_changes")]
    [InlineData("update credential_changes set entered_by = ''")]
    [InlineData("delete from maintenance_windows")]
    [InlineData("update maintenance_windows set reason = ''")]
    [InlineData("delete from service_periods")]
    [InlineData("update service_periods set starts_at = now()")]
    [InlineData("delete from status_corrections")]
    [InlineData("update status_corrections set recorded_at = now()")]
    [InlineData("delete from recorded_clock")]
    [InlineData("insert into recorded_clock values (2, now())")]
    [InlineData("update migrations_history set product_version = '0'")]
    public async Task Application_rewrites_no_history(string sql) =>
        (await RefusalAsync(storage.Database.App, sql)).ShouldBe(PostgresErrorCodes.InsufficientPrivilege);

    [Theory]
    [InlineData("drop table transitions")]
    [InlineData("drop table observations")]
    [InlineData("drop function ensure_observation_partition(date)")]
    [InlineData("alter table transitions disable trigger all")]
    [InlineData("alter table state_intervals drop constraint ex_state_intervals_current")]
    [InlineData("create table mine (x int)")]
    [InlineData("create schema mine")]
    [InlineData("create or replace function refuse_ledger_change() returns trigger language plpgsql as 'begin return new; end'")]
    [InlineData("set session_replication_role = replica")]
    [InlineData("set role camerahealth_owner")]
    [InlineData("set role postgres")]
    [InlineData("create role mine superuser")]
    [InlineData("alter role camerahealth_app superuser")]
    [InlineData("create database mine")]
    [InlineData("select pg_read_file('/etc/passwd')")]
    [InlineData("select passwd from pg_shadow")]
    [InlineData("copy (select 1) to program 'true'")]
    [InlineData("copy sites from '/etc/passwd'")]
    [InlineData("alter system set fsync = off")]
    public async Task Application_is_no_superuser_and_changes_no_schema(string sql) =>
        (await RefusalAsync(storage.Database.App, sql)).ShouldBe(PostgresErrorCodes.InsufficientPrivilege);

    [Theory]
    [InlineData("device_credentials")]
    [InlineData("login_budgets")]
    [InlineData("credential_keys")]
    [InlineData("credential_sets")]
    [InlineData("credential_changes")]
    [InlineData("picture_views")]
    public async Task Read_only_role_sees_no_credentials_and_not_who_looked_at_pictures(string table) =>
        (await RefusalAsync(ReadOnly(), $"select * from {table}")).ShouldBe(PostgresErrorCodes.InsufficientPrivilege);

    [Fact]
    public async Task Read_only_role_reads_everything_else_and_writes_nothing()
    {
        var readOnly = ReadOnly();
        var tables = await storage.Database.ScalarAsync<string[]>("""
            select array_agg(relname::text order by 1) from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
                and relname not in ('device_credentials', 'login_budgets', 'credential_keys', 'credential_sets', 'credential_changes', 'picture_views')
            """);
        tables.Length.ShouldBeGreaterThan(10);
        foreach (var table in tables)
        {
            (await RefusalAsync(readOnly, $"select count(*) from {table}")).ShouldBeNull(table);
            (await RefusalAsync(readOnly, $"delete from {table}")).ShouldBe(PostgresErrorCodes.InsufficientPrivilege, table);
        }

        (await RefusalAsync(readOnly, "select ensure_observation_partition('2001-01-01')")).ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Theory]
    [InlineData("update transitions set reason = 0")]
    [InlineData("delete from transitions")]
    [InlineData("truncate transitions cascade")]
    public async Task Ledger_takes_new_rows_only_even_from_its_owner_by_mistake(string sql)
    {
        var scene = await LedgerScene.SetAsync(storage.Database);
        await scene.WriteAsync(scene.Owner, scene.See(scene.Owner, Sight.Good, 1));
        var before = await scene.CountAsync("transitions");
        before.ShouldBeGreaterThan(0);
        (await RefusalAsync(storage.Database.Owner, sql)).ShouldBe(PostgresErrorCodes.RestrictViolation);
        (await RefusalAsync(storage.Database.App, $"set camerahealth.migrating = 'on'; {sql}")).ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        (await scene.CountAsync("transitions")).ShouldBe(before);
    }

    [Fact]
    public async Task Two_current_intervals_of_one_rung_never_overlap()
    {
        var scene = await LedgerScene.SetAsync(storage.Database);
        await scene.WriteAsync(scene.Owner, scene.See(scene.Owner, Sight.Good, 1));
        (await RefusalAsync(storage.Database.App, $"""
            insert into state_intervals (device_id, rung, status, reason, during, recorded_at) values ({scene.Camera.Id}, {RungNumber.Overall}, 1, 0, tstzrange('{scene.Start:O}', null), now())
            """)).ShouldBe(PostgresErrorCodes.ExclusionViolation);
    }

    [Fact]
    public async Task No_role_of_ours_has_attributes_it_does_not_need() =>
        (await storage.Database.ScalarAsync<long>(
            "select count(*) from pg_roles where rolname like 'camerahealth%' and (rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls)")).ShouldBe(0);

    private static async Task<string?> RefusalAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        try
        {
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            return null;
        }
        catch (PostgresException refused)
        {
            return refused.SqlState;
        }
    }

    private NpgsqlDataSource ReadOnly()
    {
        var connection = new NpgsqlConnectionStringBuilder(storage.Database.Options.App) { Username = DatabaseRoles.ReadOnly, Pooling = false };
        return NpgsqlDataSource.Create(connection.ConnectionString);
    }
}
