using CameraHealth.Storage;
using CameraHealth.Storage.PrivatePostgres;
using Npgsql;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage;

public sealed class PrivateClusterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("camerahealth-cluster-").FullName;

    private string PidFile => Path.Combine(_folder, "postgres", "data", "postmaster.pid");

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public async Task Last_user_of_the_folder_stops_the_cluster_and_data_stays()
    {
        var first = await StartAsync();
        first.WasRunning.ShouldBeFalse();
        var second = await StartAsync();
        second.WasRunning.ShouldBeTrue();
        await DatabaseMigrator.MigrateAsync(Owner(first), TestContext.Current.CancellationToken);

        await first.DisposeAsync();
        (await ScalarAsync(second, DatabaseRoles.App, "select count(*) from poll_policies")).ShouldBe(1L);

        await second.DisposeAsync();
        File.Exists(PidFile).ShouldBeFalse();

        await using var third = await StartAsync();
        third.WasRunning.ShouldBeFalse();
        (await ScalarAsync(third, DatabaseRoles.App, "select count(*) from poll_policies")).ShouldBe(1L);
    }

    [Fact]
    public async Task Only_a_socket_is_open_and_every_local_connection_is_peer()
    {
        await using var cluster = await StartAsync();
        (await ScalarAsync(cluster, DatabaseRoles.Superuser, "show listen_addresses")).ShouldBe("");
        (await ScalarAsync(cluster, DatabaseRoles.Superuser, "show fsync")).ShouldBe("on");
        (await ScalarAsync(cluster, DatabaseRoles.Superuser, "select string_agg(distinct auth_method, ',') from pg_hba_file_rules")).ShouldBe("peer");
        (await ScalarAsync(cluster, DatabaseRoles.Superuser, "select string_agg(w, '' order by w) from unnest(array['E','Đèn','Dốc','Ấn','An','Ăn']) w"))
            .ShouldBe("AnĂnẤnDốcĐènE");
        (await ScalarAsync(cluster, DatabaseRoles.Superuser, "show unix_socket_permissions")).ShouldBe("0700");
    }

    [Fact]
    public async Task Application_role_is_no_superuser_and_makes_no_roles_or_databases()
    {
        await using var cluster = await StartAsync();
        (await ScalarAsync(cluster, DatabaseRoles.Superuser, "select count(*) from pg_roles where rolname like 'camerahealth%' and (rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls)"))
            .ShouldBe(0L);
        (await ScalarAsync(cluster, DatabaseRoles.App, "select current_user::text")).ShouldBe(DatabaseRoles.App);
    }

    [Fact]
    public async Task Cluster_of_another_major_version_is_refused_by_name()
    {
        await (await StartAsync()).DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder, "postgres", "data", "PG_VERSION"), "9\n", TestContext.Current.CancellationToken);
        var error = await Should.ThrowAsync<PrivateClusterException>(StartAsync);
        error.Failure.ShouldBe(PrivateClusterFailure.OtherVersion);
        error.Message.ShouldContain("postgresql-9");
    }

    [Fact]
    public async Task Missing_server_programs_are_named_with_what_to_install()
    {
        var error = await Should.ThrowAsync<PrivateClusterException>(() => ServerPrograms.FindAsync(_folder, null, TestContext.Current.CancellationToken));
        error.Failure.ShouldBe(PrivateClusterFailure.ServerNotInstalled);
        error.Message.ShouldContain(ServerPrograms.InstallHint);
        ServerPrograms.InstallHint.ShouldContain("apt-get install postgresql-15");
        ServerPrograms.InstallHint.ShouldContain("create_main_cluster = false");
    }

    private static string Owner(PrivateCluster cluster) => cluster.ToStorageOptions().Owner + ";Pooling=false";

    private static async Task<object?> ScalarAsync(PrivateCluster cluster, string role, string sql)
    {
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString(role, PrivateCluster.DatabaseName) + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    private Task<PrivateCluster> StartAsync() =>
        PrivateCluster.StartAsync(new PrivateClusterOptions { DataFolder = _folder }, TimeProvider.System, TestContext.Current.CancellationToken);
}
