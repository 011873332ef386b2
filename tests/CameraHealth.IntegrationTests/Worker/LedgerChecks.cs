using Npgsql;
using Shouldly;

namespace CameraHealth.IntegrationTests.Worker;

/// <summary>What must hold in the database whatever happened to the processes that wrote it.</summary>
internal static class LedgerChecks
{
    private static readonly (string Name, string Sql)[] Rules =
    [
        ("a batch is there by half", """
            select b.id::text from batches b where b.observations <> (select count(*) from observations o where o.batch_seq = b.seq)
            """),
        ("an observation is there twice", """
            select a.device_id || ' ' || a.at from observations a join observations b using (device_id, kind)
            where a.at - a.due_us * interval '1 us' = b.at - b.due_us * interval '1 us' and a.at < b.at and b.at - a.at < '1 s' and a.duration_ms = b.duration_ms
            """),
        ("intervals overlap or leave a hole", """
            select device_id || '/' || rung || ' ' || lower(during) from (
                select *, lag(upper(during)) over line before, row_number() over line n from state_intervals where superseded_at is null
                window line as (partition by device_id, rung order by lower(during))) i
            where n > 1 and before is distinct from lower(during)
            """),
        ("a line has no open end", """
            select device_id || '/' || rung from state_intervals where superseded_at is null group by device_id, rung having count(*) filter (where upper_inf(during)) <> 1
            """),
        ("transitions do not chain", """
            select device_id || '/' || rung || ' ' || at from (
                select *, lag(to_status) over (partition by device_id, rung order by at, id) before from transitions t
                where not exists (select from transitions later where later.supersedes = t.id) and from_status <> to_status) t
            where before is not null and before <> from_status
            """),
        ("a state is not the end of its line", """
            select s.device_id::text from device_states s join state_intervals i on i.device_id = s.device_id and i.rung = 0 and i.superseded_at is null and upper_inf(i.during)
            where i.status <> s.status
            """),
    ];

    /// <summary>Every rule, on a settled database.</summary>
    public static async Task AssertAsync(NpgsqlDataSource database)
    {
        foreach (var (name, sql) in Rules)
        {
            (await ListAsync(database, sql)).ShouldBeEmpty(name);
        }
    }

    public static async Task<IReadOnlyList<string>> ListAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
