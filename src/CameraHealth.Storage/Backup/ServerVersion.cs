using Npgsql;

namespace CameraHealth.Storage.Backup;

internal static class ServerVersion
{
    private const int MajorFactor = 10_000;

    /// <summary>Major version of the server behind a connection.</summary>
    public static async Task<int> ReadMajorAsync(string connection, CancellationToken cancellationToken)
    {
        await using var database = NpgsqlDataSource.Create(connection);
        await using var command = database.CreateCommand("select current_setting('server_version_num')::int");
        return (int)(await command.ExecuteScalarAsync(cancellationToken))! / MajorFactor;
    }
}
