using Npgsql;

namespace CameraHealth.Benchmarks.Ingest;

/// <summary>A table of the shape of <c>observations</c>: columns, indexes, one partition a day with its settings.</summary>
internal static class TwinTable
{
    public static async Task CreateAsync(NpgsqlDataSource owner, string name, DateTimeOffset day, CancellationToken cancellationToken)
    {
        await using var command = owner.CreateCommand($"""
            create table {name} (like observations including all) partition by range (at);
            create table {name}_day partition of {name} for values from ('{day.AddDays(-1):O}') to ('{day.AddDays(2):O}')
                with (autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_scale_factor = 100, autovacuum_analyze_scale_factor = 0.5);
            """);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
