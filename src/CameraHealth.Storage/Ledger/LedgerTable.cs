using Npgsql;
using NpgsqlTypes;

namespace CameraHealth.Storage.Ledger;

/// <summary>Writes the ledger and its projection, each set in one statement.</summary>
internal static class LedgerTable
{
    public static async Task AddTransitionsAsync(
        NpgsqlConnection connection, IReadOnlyList<LedgerTransition> rows, Guid batchId, DateTimeOffset recordedAt, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        // unnest keeps the order, and with it the identities follow it: rungs before the overall status, observation by observation.
        await using var command = new NpgsqlCommand("""
            insert into transitions (device_id, rung, at, from_status, to_status, reason, broken_rung, evidence_hash, supersedes, batch_id, recorded_at)
            select d, r, a, f, t, re, nullif(b, 0), e, nullif(s, 0), @batch, @recorded
            from unnest(@devices, @rungs, @ats, @froms, @tos, @reasons, @brokens, @evidence, @supersedes) with ordinality as u (d, r, a, f, t, re, b, e, s, n)
            order by n
            """, connection);
        Add(command, "devices", NpgsqlDbType.Integer, rows.Select(row => (int)row.Transition.DeviceId));
        Add(command, "rungs", NpgsqlDbType.Smallint, rows.Select(row => row.Line));
        Add(command, "ats", NpgsqlDbType.TimestampTz, rows.Select(row => row.Transition.At.Truncate()));
        Add(command, "froms", NpgsqlDbType.Smallint, rows.Select(row => (short)row.Transition.From));
        Add(command, "tos", NpgsqlDbType.Smallint, rows.Select(row => (short)row.Transition.To));
        Add(command, "reasons", NpgsqlDbType.Smallint, rows.Select(row => (short)row.Transition.Reason));
        Add(command, "brokens", NpgsqlDbType.Smallint, rows.Select(row => RungNumber.Of(row.Transition.BrokenRung)));
        Add(command, "evidence", NpgsqlDbType.Bytea, rows.Select(row => row.Evidence));
        Add(command, "supersedes", NpgsqlDbType.Bigint, rows.Select(row => row.Supersedes ?? 0));
        command.Parameters.AddWithValue("batch", batchId);
        command.Parameters.AddWithValue("recorded", recordedAt);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task ChangeIntervalsAsync(
        NpgsqlConnection connection, IntervalChanges changes, DateTimeOffset recordedAt, CancellationToken cancellationToken)
    {
        if (changes.Superseded.Count > 0)
        {
            await using var supersede = new NpgsqlCommand("""
                update state_intervals set superseded_at = @recorded, next_due_at = due, vouched_until = vouched
                from unnest(@ids, @dues, @vouched) as u (wanted, due, vouched) where id = wanted
                """, connection);
            Add(supersede, "ids", NpgsqlDbType.Bigint, changes.Superseded.Select(row => row.Id));
            Add(supersede, "dues", NpgsqlDbType.TimestampTz, changes.Superseded.Select(row => row.NextDueAt));
            Add(supersede, "vouched", NpgsqlDbType.TimestampTz, changes.Superseded.Select(row => row.VouchedUntil));
            supersede.Parameters.AddWithValue("recorded", recordedAt);
            await supersede.ExecuteNonQueryAsync(cancellationToken);
        }

        if (changes.Added.Count > 0)
        {
            await using var add = new NpgsqlCommand("""
                insert into state_intervals (device_id, rung, status, reason, broken_rung, during, recorded_at)
                select d, r, s, re, nullif(b, 0), tstzrange(f, t, '[)'), @recorded from unnest(@devices, @rungs, @statuses, @reasons, @brokens, @froms, @tos) as u (d, r, s, re, b, f, t)
                """, connection);
            Add(add, "devices", NpgsqlDbType.Integer, changes.Added.Select(row => row.DeviceId));
            Add(add, "rungs", NpgsqlDbType.Smallint, changes.Added.Select(row => row.Segment.Rung));
            Add(add, "statuses", NpgsqlDbType.Smallint, changes.Added.Select(row => row.Segment.Status));
            Add(add, "reasons", NpgsqlDbType.Smallint, changes.Added.Select(row => (short)row.Segment.Reason));
            Add(add, "brokens", NpgsqlDbType.Smallint, changes.Added.Select(row => RungNumber.Of(row.Segment.BrokenRung)));
            Add(add, "froms", NpgsqlDbType.TimestampTz, changes.Added.Select(row => row.Segment.From));
            Add(add, "tos", NpgsqlDbType.TimestampTz, changes.Added.Select(row => row.Segment.To));
            add.Parameters.AddWithValue("recorded", recordedAt);
            await add.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public static async Task UpdateStatesAsync(NpgsqlConnection connection, IReadOnlyCollection<StoredState> rows, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            update device_states set status = s, reason = re, broken_rung = nullif(b, 0), since = si, last_at = l, next_due_at = nd, vouched_until = v, rungs = ru::jsonb, is_revised = i
            from unnest(@ids, @statuses, @reasons, @brokens, @sinces, @lasts, @dues, @vouched, @rungs, @revised) as u (id, s, re, b, si, l, nd, v, ru, i)
            where device_id = id
            """, connection);
        var states = rows.Select(row => row.State).ToArray();
        Add(command, "ids", NpgsqlDbType.Integer, states.Select(state => (int)state.DeviceId));
        Add(command, "statuses", NpgsqlDbType.Smallint, states.Select(state => (short)state.Status));
        Add(command, "reasons", NpgsqlDbType.Smallint, states.Select(state => (short)state.Reason));
        Add(command, "brokens", NpgsqlDbType.Smallint, states.Select(state => RungNumber.Of(state.BrokenRung)));
        Add(command, "sinces", NpgsqlDbType.TimestampTz, states.Select(state => state.Since.Truncate()));
        Add(command, "lasts", NpgsqlDbType.TimestampTz, states.Select(state => state.LastAt.Truncate()));
        Add(command, "dues", NpgsqlDbType.TimestampTz, states.Select(state => state.NextDueAt.Truncate()));
        Add(command, "vouched", NpgsqlDbType.TimestampTz, states.Select(state => state.VouchedUntil.Truncate()));
        Add(command, "rungs", NpgsqlDbType.Text, states.Select(state => StoredJson.Write(state.Rungs)));
        Add(command, "revised", NpgsqlDbType.Boolean, rows.Select(row => row.IsRevised));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task SetMonitoredFromAsync(NpgsqlConnection connection, IReadOnlyCollection<DeviceLedger> devices, CancellationToken cancellationToken)
    {
        if (devices.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand("""
            update devices set monitored_from = a from unnest(@ids, @ats) as u (wanted, a)
            where id = wanted and (monitored_from is null or monitored_from > a)
            """, connection);
        Add(command, "ids", NpgsqlDbType.Integer, devices.Select(device => (int)device.Before.DeviceId));
        Add(command, "ats", NpgsqlDbType.TimestampTz, devices.Select(device => device.Items.Min(item => item.Row.At)));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void Add<T>(NpgsqlCommand command, string name, NpgsqlDbType type, IEnumerable<T> values) =>
        command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | type) { Value = values.ToArray() });
}
