using Npgsql;

namespace CameraHealth.Storage.Backup;

/// <summary>Backs a database up into one file, while it is used: pg_dump sees one moment of it.</summary>
/// <param name="owner">As the owner's role.</param>
/// <param name="binFolder">Folder of the server programs; null: they are searched.</param>
public sealed class DatabaseBackup(string owner, string? binFolder)
{
    /// <summary>Tables to be written, for a bar.</summary>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public async Task<int> CountTablesAsync(CancellationToken cancellationToken)
    {
        await using var database = NpgsqlDataSource.Create(owner);
        await using var command = database.CreateCommand("select count(*)::int from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace");
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Writes the file, readable by its owner only. Passwords in it are sealed as they are in the database; the worker's key is not in it.</summary>
    /// <param name="path">Must not be there yet.</param>
    /// <param name="progress">Told how many tables are written.</param>
    /// <param name="cancellationToken">Ends it; no half file stays.</param>
    /// <returns>Bytes of the file.</returns>
    /// <exception cref="BackupException">Nothing was written.</exception>
    public async Task<long> WriteAsync(string path, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        if (Path.Exists(path))
        {
            throw new BackupException(BackupFailure.File, $"{path} is there already; nothing is overwritten");
        }

        var tool = await PostgresTool.FindAsync(owner, binFolder, await ServerVersion.ReadMajorAsync(owner, cancellationToken), cancellationToken);
        var draft = path + ".part";
        try
        {
            await using (new FileStream(draft, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
            {
                // Made before pg_dump opens it, so that nobody else may read it for an instant.
            }

            var tables = 0;
            void Count(string line)
            {
                if (line.Contains("dumping contents of table", StringComparison.Ordinal))
                {
                    progress?.Report(++tables);
                }
            }

            await tool.RunAsync("pg_dump", ["--format=custom", "--no-owner", "--verbose", "--file", Path.GetFullPath(draft)], Count, cancellationToken);
            File.Move(draft, path, overwrite: false);
            return new FileInfo(path).Length;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BackupException(BackupFailure.File, exception.Message);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
