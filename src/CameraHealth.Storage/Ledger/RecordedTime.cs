using Npgsql;

namespace CameraHealth.Storage.Ledger;

/// <summary>The recorded time of what a transaction writes.</summary>
internal static class RecordedTime
{
    /// <summary>Takes it. From here to the commit nobody else records: so the order of recorded times is the order of commits.</summary>
    public static async Task<DateTimeOffset> TakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var statements = new NpgsqlBatch(connection);
        statements.Add($"select pg_advisory_xact_lock({AdvisoryLocks.Recording})");
        statements.Add("select clock_timestamp()");
        await statements.PrepareAsync(cancellationToken);
        await using var reader = await statements.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetInstant(0);
    }
}
