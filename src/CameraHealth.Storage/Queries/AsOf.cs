using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Storage.Queries;

/// <summary>Recorded times to read the ledger up to.</summary>
internal static class AsOf
{
    /// <summary>Now. Waits for a writer that has read the clock and not committed: nothing recorded up to this time can appear later.</summary>
    public static async Task<DateTimeOffset> ChooseAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select pg_advisory_xact_lock_shared({AdvisoryLocks.Recording})::text, clock_timestamp()", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetInstant(1);
    }

    /// <exception cref="ArgumentOutOfRangeException">It lies in the future: what is recorded until then is not known yet.</exception>
    public static async Task<DateTimeOffset> CheckAsync(NpgsqlConnection connection, DateTimeOffset? asked, CancellationToken cancellationToken)
    {
        var now = await ChooseAsync(connection, cancellationToken);
        if (asked > now)
        {
            throw new ArgumentOutOfRangeException(nameof(asked), asked, "The as-of lies in the future.");
        }

        return asked ?? now;
    }
}
