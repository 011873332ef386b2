using System.Diagnostics;
using Npgsql;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage;

/// <summary>What the server knows of other connections of a test's database.</summary>
internal static class Backend
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Waits until a statement that contains <paramref name="part"/> waits for a lock, and tells its process. The server remembers the first 1024 bytes of a statement.</summary>
    public static Task<int> WaitUntilBlockedAsync(TestDatabase database, string part) => WaitForProcessAsync(
        database, "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query ilike '%' || @what || '%' and pid <> pg_backend_pid()", part);

    /// <summary>Waits until any statement waits for a table, and tells its process.</summary>
    public static Task<int> WaitUntilLockedOutAsync(TestDatabase database, string table) =>
        WaitForProcessAsync(database, "select pid from pg_locks where not granted and relation = @what::regclass", table);

    private static async Task<int> WaitForProcessAsync(TestDatabase database, string sql, string what)
    {
        for (var begunAt = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begunAt) < Patience;)
        {
            await using var command = database.Superuser.CreateCommand(sql);
            command.Parameters.AddWithValue("what", what);
            if (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) is int pid)
            {
                return pid;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"nothing with '{what}' waits for a lock");
    }

    /// <summary>Ends the connection, as a crash of the server would.</summary>
    public static async Task TerminateAsync(TestDatabase database, int pid)
    {
        await using var command = database.Superuser.CreateCommand($"select pg_terminate_backend({pid})");
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Holds a table until disposed.</summary>
    public static async Task<NpgsqlConnection> LockTableAsync(TestDatabase database, string table, string mode = "access exclusive")
    {
        var connection = await database.Owner.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"begin; lock table {table} in {mode} mode", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}
