using System.Globalization;
using CameraHealth.IntegrationTests;
using CameraHealth.Storage;
using CameraHealth.Storage.PrivatePostgres;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace CameraHealth.IntegrationTests;

/// <summary>One private cluster for the whole run, started by the first test that asks for a database, stopped and removed at the end.
/// Take it as a constructor parameter.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private const string Template = "camerahealth_template";

    private readonly SemaphoreSlim _lock = new(1, 1);
    private PrivateCluster? _cluster;
    private string? _folder;
    private int _databases;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A fresh, migrated database of its own.</summary>
    public Task<TestDatabase> CreateDatabaseAsync() => CreateAsync(async (cluster, name) =>
    {
        await using var server = NpgsqlDataSource.Create(cluster.ConnectionString(DatabaseRoles.Superuser, "postgres"));
        await using var create = server.CreateCommand($"create database {name} template {Template} owner {DatabaseRoles.Owner}");
        await create.ExecuteNonQueryAsync();
    });

    /// <summary>A database as the program makes it, before any migration.</summary>
    public Task<TestDatabase> CreateEmptyDatabaseAsync() => CreateAsync((cluster, name) => ClusterSetup.CreateDatabaseAsync(cluster, name, CancellationToken.None));

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await _cluster.DisposeAsync();
            Directory.Delete(_cluster.SocketFolder, true);
            Directory.Delete(_folder!, true);
        }
    }

    private async Task<TestDatabase> CreateAsync(Func<PrivateCluster, string, Task> create)
    {
        await _lock.WaitAsync();
        try
        {
            var cluster = _cluster ??= await StartAsync();
            var name = string.Create(CultureInfo.InvariantCulture, $"test_{++_databases}");
            await create(cluster, name);
            return new TestDatabase(cluster, name);
        }
        finally
        {
            _lock.Release();
        }
    }

    private async Task<PrivateCluster> StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("camerahealth-tests-").FullName;
        var cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions { DataFolder = _folder }, TimeProvider.System, CancellationToken.None);
        await ForgetOnCrashAsync(cluster);
        await ClusterSetup.CreateDatabaseAsync(cluster, Template, CancellationToken.None);
        var owner = new NpgsqlConnectionStringBuilder(cluster.ConnectionString(DatabaseRoles.Owner, Template)) { Pooling = false };
        await DatabaseMigrator.MigrateAsync(owner.ConnectionString, CancellationToken.None);
        return cluster;
    }

    // Nothing here outlives the run: making and dropping databases waits for the disk otherwise.
    private static async Task ForgetOnCrashAsync(PrivateCluster cluster)
    {
        await using var server = NpgsqlDataSource.Create(cluster.ConnectionString(DatabaseRoles.Superuser, "postgres"));
        foreach (var sql in new[] { "alter system set fsync = off", "alter system set full_page_writes = off", "select pg_reload_conf()" })
        {
            await using var command = server.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }
}
