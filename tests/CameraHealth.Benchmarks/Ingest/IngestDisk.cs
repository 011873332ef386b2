using Npgsql;

namespace CameraHealth.Benchmarks.Ingest;

/// <summary>Room that a day's partition takes.</summary>
/// <param name="Rows">Observations in it.</param>
/// <param name="Bytes">Of the table with its maps, and of its indexes.</param>
/// <param name="IndexBytes">Of its indexes.</param>
internal sealed record IngestDisk(long Rows, long Bytes, long IndexBytes)
{
    public double BytesPerRow => (double)Bytes / Rows;

    public double IndexBytesPerRow => (double)IndexBytes / Rows;

    public static async Task<IngestDisk> ReadAsync(NpgsqlDataSource owner, string table, DateTimeOffset day, CancellationToken cancellationToken)
    {
        var partition = $"{table}_{day:yyyyMMdd}";
        var samples = string.Equals(table, "observations", StringComparison.Ordinal) ? "count(*)" : "sum(samples)::bigint";
        await using var command = owner.CreateCommand($"select {samples}, pg_total_relation_size('{partition}'), pg_indexes_size('{partition}') from {partition}");
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new IngestDisk(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
    }
}
