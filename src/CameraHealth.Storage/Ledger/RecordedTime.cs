using Npgsql;

namespace CameraHealth.Storage.Ledger;

/// <summary>The recorded time of what a transaction writes.</summary>
internal static class RecordedTime
{
    /// <summary>Takes it. From here to the commit nobody else records: so the order of recorded times is the order of commits.</summary>
    public static async Task<DateTimeOffset> TakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select pg_advisory_xact_lock({AdvisoryLocks.Recording})", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return await DatabaseClock.ReadAsync(connection, cancellationToken);
    }
}
