using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;
using Npgsql;
using NpgsqlTypes;

namespace CameraHealth.Storage.Ledger;

/// <summary>Reads and writes <c>device_states</c>, and reads states as they are: with the freshness of their group.</summary>
internal static class StateTable
{
    /// <summary>Columns of a state as it is; <see cref="Joins"/> must follow in the statement.</summary>
    public const string Columns = """
        st.device_id, st.status, st.reason, st.broken_rung, st.since, st.last_at, st.next_due_at, st.vouched_until, st.rungs, st.is_revised, st.freshness_group_id,
        fh.ats[place.health], fh.due_slots[place.health], fh.vouched_s[place.health], fh.overall_due_slots[place.health], fh.overall_vouched_s[place.health],
        fh.durations_us[place.health], fh.clock_s[place.health], fh.clock_offsets_us[place.health], fh.clock_errors_us[place.health],
        fs.ats[place.stream], fs.due_slots[place.stream], fs.vouched_s[place.stream], fs.overall_due_slots[place.stream], fs.overall_vouched_s[place.stream],
        fs.durations_us[place.stream], fs.clock_s[place.stream], fs.clock_offsets_us[place.stream], fs.clock_errors_us[place.stream]
        """;

    /// <summary>How many <see cref="Columns"/> there are.</summary>
    public const int ColumnCount = 11 + (2 * RefreshColumns);

    /// <summary>Where a state's freshness is found; <c>device_states st</c> comes before.</summary>
    public const string Joins = """
        left join group_freshness fh on fh.group_id = st.freshness_group_id and fh.kind = 1 and fh.part = st.device_id % 2
        left join group_freshness fs on fs.group_id = st.freshness_group_id and fs.kind = 2 and fs.part = st.device_id % 2
        cross join lateral (select array_position(fh.device_ids, st.device_id) as health, array_position(fs.device_ids, st.device_id) as stream offset 0) place
        """;

    private const int RefreshColumns = 9;

    /// <summary>Locks and reads the bare rows.</summary>
    public static async Task<List<StateRow>> LockAsync(NpgsqlConnection connection, int[] deviceIds, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select device_id, status, reason, broken_rung, since, last_at, next_due_at, vouched_until, rungs, is_revised, freshness_group_id
            from device_states where device_id = any(@ids) order by device_id for update
            """, connection);
        command.Parameters.AddWithValue("ids", deviceIds);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<StateRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(ReadRow(reader, 0));
        }

        return rows;
    }

    /// <summary>Reads a state as it is, from <see cref="Columns"/>.</summary>
    /// <param name="reader">At a row.</param>
    /// <param name="first">Where the columns begin.</param>
    public static DeviceState Read(NpgsqlDataReader reader, int first) =>
        Overlay.Apply(ReadRow(reader, first).State, ReadHealth(reader, first), ReadRefresh(reader, first + 11 + RefreshColumns));

    /// <summary>The latest health poll that changed nothing, from <see cref="Columns"/>; null: there was none.</summary>
    public static Refresh? ReadHealth(NpgsqlDataReader reader, int first) => ReadRefresh(reader, first + 11);

    /// <summary>The states of a worker's devices, as they are.</summary>
    public static async Task<Dictionary<long, DeviceState>> ReadOwnedAsync(NpgsqlConnection connection, string worker, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"select {Columns} from poll_groups g join devices d on d.poll_group_id = g.id join device_states st on st.device_id = d.id {Joins} where g.owner = @worker", connection);
        command.Parameters.AddWithValue("worker", worker);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var states = new Dictionary<long, DeviceState>();
        while (await reader.ReadAsync(cancellationToken))
        {
            states.Add(reader.GetInt32(0), Read(reader, 0));
        }

        return states;
    }

    public static void Update(NpgsqlBatch batch, IReadOnlyCollection<StateRow> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var command = batch.Add("""
            update device_states set status = s, reason = re, broken_rung = nullif(b, 0), since = si, last_at = l, next_due_at = nd, vouched_until = v, rungs = ru::jsonb,
                is_revised = i, freshness_group_id = g
            from unnest(@ids, @statuses, @reasons, @brokens, @sinces, @lasts, @dues, @vouched, @rungs, @revised, @groups) as u (id, s, re, b, si, l, nd, v, ru, i, g)
            where device_id = id
            """);
        var states = rows.Select(row => row.State).ToArray();
        command.Add("ids", NpgsqlDbType.Integer, states.Select(state => (int)state.DeviceId));
        command.Add("statuses", NpgsqlDbType.Smallint, states.Select(state => (short)state.Status));
        command.Add("reasons", NpgsqlDbType.Smallint, states.Select(state => (short)state.Reason));
        command.Add("brokens", NpgsqlDbType.Smallint, states.Select(state => RungNumber.Of(state.BrokenRung)));
        command.Add("sinces", NpgsqlDbType.TimestampTz, states.Select(state => state.Since.Truncate()));
        command.Add("lasts", NpgsqlDbType.TimestampTz, states.Select(state => state.LastAt.Truncate()));
        command.Add("dues", NpgsqlDbType.TimestampTz, states.Select(state => state.NextDueAt.Truncate()));
        command.Add("vouched", NpgsqlDbType.TimestampTz, states.Select(state => state.VouchedUntil.Truncate()));
        command.Add("rungs", NpgsqlDbType.Text, states.Select(state => StoredJson.Write(state.Rungs)));
        command.Add("revised", NpgsqlDbType.Boolean, rows.Select(row => row.IsRevised));
        command.Add("groups", NpgsqlDbType.Integer, rows.Select(row => row.FreshnessGroupId));
    }

    private static StateRow ReadRow(NpgsqlDataReader reader, int first) => new(
        new DeviceState
        {
            DeviceId = reader.GetInt32(first),
            Status = (Status)reader.GetInt16(first + 1),
            Reason = (Reason)reader.GetInt16(first + 2),
            BrokenRung = (Rung?)reader.GetNullable<short>(first + 3),
            Since = reader.GetInstant(first + 4),
            LastAt = reader.GetNullable<DateTimeOffset>(first + 5),
            NextDueAt = reader.GetNullable<DateTimeOffset>(first + 6),
            VouchedUntil = reader.GetNullable<DateTimeOffset>(first + 7),
            Rungs = StoredJson.Read<RungState[]>(reader.GetString(first + 8)) ?? [],
        },
        reader.GetBoolean(first + 9),
        reader.GetNullable<int>(first + 10));

    private static Refresh? ReadRefresh(NpgsqlDataReader reader, int first) => reader.IsDBNull(first)
        ? null
        : FreshnessColumns.Decode(
            reader.GetInstant(first), reader.GetInt32(first + 1), reader.GetInt16(first + 2), reader.GetInt32(first + 3), reader.GetInt16(first + 4),
            reader.GetInt32(first + 5), reader.GetInt32(first + 6), reader.GetInt32(first + 7), reader.GetInt32(first + 8));
}
