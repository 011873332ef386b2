using Npgsql;

namespace CameraHealth.Benchmarks.Kpis;

/// <summary>Shows the plans of the statements that carry the rows.</summary>
internal static class KpiPlans
{
    private static readonly (string What, string Sql)[] Statements =
    [
        ("the year of everybody", "select i.device_id, i.status, lower(i.during), upper(i.during) from state_intervals i where i.rung = 0 and i.recorded_at <= @to and i.during && tstzrange(@from, @to, '[]') and i.superseded_at is null"),
        ("the last day of everybody", "select i.device_id, i.status, lower(i.during), upper(i.during) from state_intervals i where i.rung = 0 and i.recorded_at <= @to and i.during && tstzrange(@day, @to, '[]') and i.superseded_at is null"),
        ("the year of one device", "select i.device_id, i.status, lower(i.during), upper(i.during) from state_intervals i where i.rung = 0 and i.recorded_at <= @to and i.during && tstzrange(@from, @to, '[]') and i.superseded_at is null and i.device_id = any(array[77])"),
        ("the sums", "select * from daily_sums where month < @to and until > @from and known_at <= @to and (stale_at is null or stale_at > @to) order by device_id, month"),
    ];

    public static async Task PrintAsync(NpgsqlDataSource database, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        foreach (var (what, sql) in Statements)
        {
            Console.WriteLine($"-- {what}");
            await using var command = database.CreateCommand("explain (analyze, costs off, timing off) " + sql);
            command.Parameters.AddWithValue("from", from);
            command.Parameters.AddWithValue("to", to);
            if (sql.Contains("@day", StringComparison.Ordinal))
            {
                command.Parameters.AddWithValue("day", to.AddDays(-1));
            }

            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                Console.WriteLine("   " + reader.GetString(0));
            }
        }
    }
}
