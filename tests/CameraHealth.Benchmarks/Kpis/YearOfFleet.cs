using System.Globalization;
using Npgsql;

namespace CameraHealth.Benchmarks.Kpis;

/// <summary>Fills an empty database with a fleet and a year of its history, by the database itself.</summary>
internal static class YearOfFleet
{
    // Every second interval is Healthy; of those between half are Degraded, a third Unhealthy, the rest Unknown. The last one lasts.
    // The boundaries are spread over the year and lie on no whole second.
    private static readonly string[] Steps =
    [
        "insert into sites (code, name) select 'S' || n, 'Site ' || n from generate_series(1, greatest(@devices / 50, 1)) n",
        "insert into poll_groups (site_id, policy_id, ordinal, epoch) select s.id, p.id, 1, 0 from sites s cross join (select id from poll_policies limit 1) p",
        """
        insert into devices (code, name, kind, access, site_id, poll_group_id, host, unit, maker, monitored_from, created_at)
        select 'CAM-' || n, 'Camera ' || n, 1, 1, s.id, g.id, '127.0.0.1', 'Unit ' || n % 12, 'Maker ' || n % 7, @from, @from
        from generate_series(1, @devices) n join sites s on s.code = 'S' || (n - 1) % greatest(@devices / 50, 1) + 1 join poll_groups g on g.site_id = s.id
        """,
        "insert into device_facts (device_id, site_id, site, unit, maker, recorded_at) select d.id, s.id, s.code, d.unit, d.maker, d.created_at from devices d join sites s on s.id = d.site_id",
        """
        insert into device_states (device_id, status, reason, since, last_at, next_due_at, vouched_until, rungs)
        select id, 1, 0, @to - interval '1 day', @to, @to + interval '60 s', @to + interval '1 day', '[]' from devices
        """,
        """
        insert into state_intervals (device_id, rung, status, reason, during, recorded_at)
        select d.id, 0,
            case when n % 2 = 0 then 1 when n % 12 in (1, 5, 9) then 2 when n % 12 in (3, 7) then 3 else 0 end, 0,
            case when n + 1 = @intervals then tstzrange(@from + n * step + jitter, null) else tstzrange(@from + n * step + jitter, @from + (n + 1) * step + lead(jitter, 1, jitter) over (partition by d.id order by n)) end,
            @from + n * step + jitter + interval '2 s'
        from devices d cross join lateral (
            select n, (@to - @from) / @intervals as step, case when n = 0 then interval '0' else (hashint4(d.id * 1000 + n) & 65535) * interval '0.137531 s' end as jitter
            from generate_series(0, @intervals - 1) n) cut
        order by cut.n, d.id
        """,
        """
        insert into maintenance_windows (device_id, during, reason, entered_by, entered_at, recorded_at)
        select d.id, tstzrange(begin, begin + interval '3 hours'), 'cleaning', 'bench', begin + case when n = 2 then interval '1 day' else interval '-1 day' end, begin + interval '1 day'
        from devices d cross join generate_series(1, 3) n cross join lateral (select @from + n * interval '80 days' + d.id * interval '311.000173 s' as begin) b
        """,
        "vacuum analyze",
    ];

    public static async Task FillAsync(NpgsqlDataSource database, int devices, int intervals, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        foreach (var step in Steps)
        {
            await using var command = database.CreateCommand(step);
            command.CommandTimeout = 600;
            foreach (var (name, value) in new (string, object)[] { ("devices", devices), ("intervals", intervals), ("from", from), ("to", to) })
            {
                if (step.Contains("@" + name, StringComparison.Ordinal))
                {
                    command.Parameters.AddWithValue(name, value);
                }
            }

            var rows = await command.ExecuteNonQueryAsync(cancellationToken);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {rows,10:N0} rows: {step.TrimStart()[..Math.Min(40, step.TrimStart().Length)].ReplaceLineEndings(" ")}"));
        }
    }
}
