using CameraHealth.Monitoring.Observations;
using Npgsql;

namespace CameraHealth.Benchmarks.Fleet;

/// <summary>What the database holds of the measured time: the second opinion on the program's own counters.</summary>
/// <param name="Kind">Poll kind.</param>
/// <param name="Scheduled">Observations whose due time lies on the grid.</param>
/// <param name="Due">Due times of the grid in the measured time, of devices that were polled for the kind at all.</param>
/// <param name="MedianMs">Lateness, ms.</param>
/// <param name="P99Ms">Lateness, ms.</param>
/// <param name="MaxMs">Lateness, ms.</param>
internal sealed record StoredPolls(string Kind, long Scheduled, long Due, double MedianMs, double P99Ms, double MaxMs)
{
    // A device whose stream is blocked by a lower rung is not asked for it: what it is not polled for is not due.
    private const string Sql = """
        with polls as (
            select * from (select device_id, kind, at - due_us * interval '1 microsecond' as due_at, lateness_ms from observations where at >= @from - interval '1 minute') o
            where due_at >= @from and due_at < @to and mod(extract(epoch from due_at), 5) = 0),
        spans as (
            select kind, device_id, count(*) as made,
                1 + round(extract(epoch from max(due_at) - min(due_at)) / case kind when 1 then 60 when 2 then 300 else 900 end) as due
            from polls group by kind, device_id)
        select kind, (select sum(made)::bigint from spans s where s.kind = p.kind), (select sum(due)::bigint from spans s where s.kind = p.kind),
            percentile_cont(0.5) within group (order by lateness_ms), percentile_cont(0.99) within group (order by lateness_ms), max(lateness_ms)::float8
        from polls p group by kind order by kind
        """;

    public static async Task<IReadOnlyList<StoredPolls>> ReadAsync(NpgsqlDataSource database, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.AddWithValue("from", from);
        command.Parameters.AddWithValue("to", to);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<StoredPolls>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new StoredPolls(
                ((PollKind)reader.GetInt16(0)).ToString(), reader.GetInt64(1), reader.GetInt64(2), reader.GetDouble(3), reader.GetDouble(4), reader.GetDouble(5)));
        }

        return rows;
    }
}
