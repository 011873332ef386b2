using Npgsql;

namespace CameraHealth.Storage.Ledger;

/// <summary>The recorded time of what a transaction writes: the database's clock, but never before what was recorded already, also when that clock was set back.</summary>
internal static class RecordedTime
{
    /// <summary>Takes it. From here to the commit nobody else records: so the order of recorded times is the order of commits.</summary>
    public static Task<DateTimeOffset> TakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => ReadAsync(
        connection,
        $"select pg_advisory_xact_lock({AdvisoryLocks.Recording})",
        "update recorded_clock set at = greatest(clock_timestamp(), at + interval '1 microsecond') returning at",
        cancellationToken);

    /// <summary>Now, for a reader. Waits for a writer that has taken its time and not committed: nothing recorded up to this time can appear later.</summary>
    public static Task<DateTimeOffset> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => ReadAsync(
        connection,
        $"select pg_advisory_xact_lock_shared({AdvisoryLocks.Recording})",
        "select greatest(clock_timestamp(), at) from recorded_clock",
        cancellationToken);

    // Two statements of one batch: the second has a snapshot of its own, taken after the lock was waited for, and the lock lasts until both are done.
    private static async Task<DateTimeOffset> ReadAsync(NpgsqlConnection connection, string wait, string read, CancellationToken cancellationToken)
    {
        await using var statements = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(wait), new NpgsqlBatchCommand(read) } };
        await statements.PrepareAsync(cancellationToken);
        await using var reader = await statements.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetInstant(0);
    }
}
