using CameraHealth.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CameraHealth.Storage;

/// <summary>The database was made by a newer program.</summary>
public sealed class DatabaseTooNewException(string message) : Exception(message);

/// <summary>Brings the database to this program's version, as its owner.</summary>
public static class DatabaseMigrator
{
    private const int PartitionDaysAhead = 7;

    /// <summary>Migrates; does nothing to a database that is current. Two starters do not collide.</summary>
    /// <returns>Names of the migrations that were applied.</returns>
    /// <exception cref="DatabaseTooNewException">It holds migrations that this program does not know; nothing was changed.</exception>
    public static async Task<IReadOnlyList<string>> MigrateAsync(string ownerConnectionString, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(ownerConnectionString);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"select pg_advisory_lock({AdvisoryLocks.Migration})", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);

        await using var context = new StorageContext(StorageContextOptions.For(source));
        var known = context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = await context.Database.GetAppliedMigrationsAsync(cancellationToken);
        if (applied.Where(name => !known.Contains(name)).ToArray() is { Length: > 0 } unknown)
        {
            throw new DatabaseTooNewException(
                $"The database was migrated by a newer version of this program ({string.Join(", ", unknown)}). Run that version, or restore a backup made before.");
        }

        var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToArray();
        if (pending.Length > 0)
        {
            await context.Database.MigrateAsync(cancellationToken);
        }

        command.CommandText = $"select ensure_observation_partition(current_date + n) from generate_series(-1, {PartitionDaysAhead}) n";
        await command.ExecuteNonQueryAsync(cancellationToken);

        // The session's lock must not stay behind in the pool.
        command.CommandText = $"select pg_advisory_unlock({AdvisoryLocks.Migration})";
        await command.ExecuteNonQueryAsync(cancellationToken);
        return pending;
    }
}
