using CameraHealth.Storage;
using CameraHealth.Storage.PrivatePostgres;
using Npgsql;

namespace CameraHealth.IntegrationTests;

/// <summary>A migrated database of its own; gone when disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string _server;
    private readonly string _name;

    internal TestDatabase(PrivateCluster cluster, string name)
    {
        (_server, _name) = (cluster.ConnectionString(DatabaseRoles.Superuser, "postgres"), name);
        Options = new StorageOptions { Owner = cluster.ConnectionString(DatabaseRoles.Owner, name), App = cluster.ConnectionString(DatabaseRoles.App, name) };
        Superuser = NpgsqlDataSource.Create(cluster.ConnectionString(DatabaseRoles.Superuser, name));
        Owner = NpgsqlDataSource.Create(Options.Owner);
        App = NpgsqlDataSource.Create(Options.App);
    }

    /// <summary>Connection strings of owner and application.</summary>
    public StorageOptions Options { get; }

    public NpgsqlDataSource Superuser { get; }

    public NpgsqlDataSource Owner { get; }

    public NpgsqlDataSource App { get; }

    /// <summary>One value of a query, as the owner.</summary>
    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Owner.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Runs a statement as the owner.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var command = Owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Owner.DisposeAsync();
        await Superuser.DisposeAsync();
        await using var server = NpgsqlDataSource.Create(_server);
        await using var drop = server.CreateCommand($"drop database {_name} with (force)");
        await drop.ExecuteNonQueryAsync();
    }
}
