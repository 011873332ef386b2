using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Benchmarks.Ingest;

/// <summary>The table one would make without much thought: twelve columns, a key on device and time, no partitions. It holds the same observations.</summary>
internal static class PlainTable
{
    public const string Name = "plain_observations";

    public const string Columns =
        "device_id, at, kind, due_at, next_due_at, vouched_until, duration_ms, lateness_ms, reachable, responding, authenticated, clock_offset_ms";

    private const short ColumnCount = 12;

    /// <summary>Makes it anew, empty.</summary>
    public static async Task CreateAsync(NpgsqlDataSource owner, CancellationToken cancellationToken)
    {
        await using var command = owner.CreateCommand($"""
            drop table if exists {Name};
            create table {Name} (
                device_id integer not null,
                at timestamptz not null,
                kind smallint not null,
                due_at timestamptz not null,
                next_due_at timestamptz not null,
                vouched_until timestamptz not null,
                duration_ms integer not null,
                lateness_ms integer,
                reachable smallint not null,
                responding smallint not null,
                authenticated smallint not null,
                clock_offset_ms integer,
                primary key (device_id, at)
            );
            """);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Puts one row into a binary COPY.</summary>
    public static void Write(CopyBuffer buffer, ObservationRow row, int seq)
    {
        buffer.Row(ColumnCount);
        buffer.Value(row.DeviceId);
        buffer.Value(row.At);
        buffer.Value((short)row.Kind);
        buffer.Value(row.DueAt);
        buffer.Value(row.NextDueAt);
        buffer.Value(row.VouchedUntil);
        buffer.Value(row.DurationMs);
        buffer.Value(row.LatenessMs);
        buffer.Value(row.Facts.Reachable);
        buffer.Value(row.Facts.Responding);
        buffer.Value(row.Facts.Authenticated);
        buffer.Value((int?)row.ClockOffsetMs);
    }

    /// <summary>Bytes a row, index included.</summary>
    public static async Task<double> BytesPerRowAsync(NpgsqlDataSource owner, long rows, CancellationToken cancellationToken)
    {
        await using var command = owner.CreateCommand($"select pg_total_relation_size('{Name}')");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))! / (double)rows;
    }
}
