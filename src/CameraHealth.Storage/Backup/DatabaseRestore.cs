using CameraHealth.Storage.Credentials;
using CameraHealth.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CameraHealth.Storage.Backup;

/// <summary>What a restore brought.</summary>
/// <param name="Migrated">Migrations applied after it, as the backup was made by an older program.</param>
/// <param name="Passwords">Passwords of devices in it.</param>
/// <param name="Closed">Of these, how many this machine's key cannot open: import the exported key, or enter them again.</param>
public sealed record RestoreReport(IReadOnlyList<string> Migrated, int Passwords, int Closed);

/// <summary>Restores a backup into an empty database, in one transaction: all of it or nothing.</summary>
/// <param name="owner">As the owner's role.</param>
/// <param name="binFolder">Folder of the server programs; null: they are searched.</param>
public sealed class DatabaseRestore(string owner, string? binFolder)
{
    /// <summary>Restores.</summary>
    /// <param name="path">The backup.</param>
    /// <param name="key">This machine's worker key.</param>
    /// <param name="progress">Told the share that is done, 0 to 100.</param>
    /// <param name="cancellationToken">Ends it; the database stays empty.</param>
    /// <exception cref="BackupException">Nothing was restored.</exception>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public async Task<RestoreReport> ReadAsync(string path, CredentialOpener key, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new BackupException(BackupFailure.File, $"{path} is not there");
        }

        await using var database = NpgsqlDataSource.Create(owner);
        var major = await ServerVersion.ReadMajorAsync(owner, cancellationToken);
        var tool = await PostgresTool.FindAsync(owner, binFolder, major, cancellationToken);
        var full = Path.GetFullPath(path);
        var contents = await BackupContents.ReadAsync(tool, full, cancellationToken);
        Check(contents, major, database);
        await RequireEmptyAsync(database, cancellationToken);
        await RestoreAsync(tool, full, contents, await HasRolesAsync(database, cancellationToken), progress, cancellationToken);
        var migrated = await DatabaseMigrator.MigrateAsync(owner, cancellationToken);
        await using var analyze = database.CreateCommand("analyze");
        analyze.CommandTimeout = 0;
        await analyze.ExecuteNonQueryAsync(cancellationToken);
        var (passwords, closed) = await CountPasswordsAsync(database, key, cancellationToken);
        return new RestoreReport(migrated, passwords, closed);
    }

    /// <summary>Passwords in the database, and how many of them a key cannot open.</summary>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public static async Task<(int All, int Closed)> CountPasswordsAsync(NpgsqlDataSource database, CredentialOpener key, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select count(*)::int, count(*) filter (where key_id <> @key)::int from device_credentials");
        command.Parameters.AddWithValue("key", key.KeyId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt32(0), reader.GetInt32(1));
    }

    private static void Check(BackupContents contents, int major, NpgsqlDataSource database)
    {
        if (contents.Major > major)
        {
            throw new BackupException(BackupFailure.TooNew, $"the backup was made from PostgreSQL {contents.Major}, this server is {major}");
        }

        using var context = new StorageContext(StorageContextOptions.For(database));
        var known = context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        if (contents.Migrations.Where(name => !known.Contains(name)).ToArray() is { Length: > 0 } unknown)
        {
            throw new BackupException(BackupFailure.TooNew, $"the backup was made by a newer version of this program ({string.Join(", ", unknown)})");
        }
    }

    private static async Task RequireEmptyAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select count(*) from pg_class where relkind in ('r', 'p', 'v', 'S') and relnamespace = 'public'::regnamespace");
        if (await command.ExecuteScalarAsync(cancellationToken) is long and > 0)
        {
            throw new BackupException(BackupFailure.NotEmpty, "the database holds tables already; restore into a new data folder (--data) or an empty database");
        }
    }

    // A server of one's own may name its roles otherwise: then its administrator gives the rights, as after a migration.
    private static async Task<bool> HasRolesAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select count(*) from pg_roles where rolname in ('camerahealth_app', 'camerahealth_readonly')");
        return await command.ExecuteScalarAsync(cancellationToken) is 2L;
    }

    private static async Task RestoreAsync(
        PostgresTool tool, string path, BackupContents contents, bool withRights, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        const int Percent = 100;
        var list = Path.Combine(Path.GetTempPath(), $"camerahealth-restore-{Guid.NewGuid():N}");
        try
        {
            // The extension was made with the database, by who may make one.
            var entries = contents.Entries.Where(entry => !entry.Contains(" EXTENSION ", StringComparison.Ordinal)).ToArray();
            await File.WriteAllLinesAsync(list, entries, cancellationToken);
            var done = 0;
            void Count(string line)
            {
                if (line.Contains("creating ", StringComparison.Ordinal) || line.Contains("processing data", StringComparison.Ordinal))
                {
                    progress?.Report(Math.Min(Percent, ++done * Percent / entries.Length));
                }
            }

            await tool.RunAsync(
                "pg_restore",
                ["--single-transaction", "--exit-on-error", "--no-owner", "--verbose", .. withRights ? Array.Empty<string>() : ["--no-acl"], "--use-list", list, "--dbname", tool.Database, path],
                Count,
                cancellationToken);
        }
        finally
        {
            File.Delete(list);
        }
    }
}
