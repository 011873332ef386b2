using Npgsql;
using NpgsqlTypes;

namespace CameraHealth.Storage.Ledger;

/// <summary>Writes the ledger and its projection, each set in one statement.</summary>
internal static class LedgerTable
{
    public static void AddTransitions(NpgsqlBatch batch, IReadOnlyList<LedgerTransition> rows, Guid batchId, DateTimeOffset recordedAt)
    {
        if (rows.Count == 0)
        {
            return;
        }

        // unnest keeps the order, and with it the identities follow it: rungs before the overall status, observation by observation.
        var command = batch.Add("""
            insert into transitions (device_id, rung, at, from_status, to_status, reason, broken_rung, evidence_hash, supersedes, batch_id, recorded_at)
            select d, r, a, f, t, re, nullif(b, 0), e, nullif(s, 0), @batch, @recorded
            from unnest(@devices, @rungs, @ats, @froms, @tos, @reasons, @brokens, @evidence, @supersedes) with ordinality as u (d, r, a, f, t, re, b, e, s, n)
            order by n
            """);
        command.Add("devices", NpgsqlDbType.Integer, rows.Select(row => (int)row.Transition.DeviceId));
        command.Add("rungs", NpgsqlDbType.Smallint, rows.Select(row => row.Line));
        command.Add("ats", NpgsqlDbType.TimestampTz, rows.Select(row => row.Transition.At.Truncate()));
        command.Add("froms", NpgsqlDbType.Smallint, rows.Select(row => (short)row.Transition.From));
        command.Add("tos", NpgsqlDbType.Smallint, rows.Select(row => (short)row.Transition.To));
        command.Add("reasons", NpgsqlDbType.Smallint, rows.Select(row => (short)row.Transition.Reason));
        command.Add("brokens", NpgsqlDbType.Smallint, rows.Select(row => RungNumber.Of(row.Transition.BrokenRung)));
        command.Add("evidence", NpgsqlDbType.Bytea, rows.Select(row => row.Evidence));
        command.Add("supersedes", NpgsqlDbType.Bigint, rows.Select(row => row.Supersedes ?? 0));
        command.Add("batch", batchId);
        command.Add("recorded", recordedAt);
    }

    public static void ChangeIntervals(NpgsqlBatch batch, IntervalChanges changes, DateTimeOffset recordedAt)
    {
        if (changes.Superseded.Count > 0)
        {
            var supersede = batch.Add("""
                update state_intervals set superseded_at = @recorded, next_due_at = due, vouched_until = vouched
                from unnest(@ids, @dues, @vouched) as u (wanted, due, vouched) where id = wanted
                """);
            supersede.Add("ids", NpgsqlDbType.Bigint, changes.Superseded.Select(row => row.Id));
            supersede.Add("dues", NpgsqlDbType.TimestampTz, changes.Superseded.Select(row => row.NextDueAt));
            supersede.Add("vouched", NpgsqlDbType.TimestampTz, changes.Superseded.Select(row => row.VouchedUntil));
            supersede.Add("recorded", recordedAt);
        }

        if (changes.Added.Count > 0)
        {
            var add = batch.Add("""
                insert into state_intervals (device_id, rung, status, reason, broken_rung, during, recorded_at)
                select d, r, s, re, nullif(b, 0), tstzrange(f, t, '[)'), @recorded from unnest(@devices, @rungs, @statuses, @reasons, @brokens, @froms, @tos) as u (d, r, s, re, b, f, t)
                """);
            add.Add("devices", NpgsqlDbType.Integer, changes.Added.Select(row => row.DeviceId));
            add.Add("rungs", NpgsqlDbType.Smallint, changes.Added.Select(row => row.Segment.Rung));
            add.Add("statuses", NpgsqlDbType.Smallint, changes.Added.Select(row => row.Segment.Status));
            add.Add("reasons", NpgsqlDbType.Smallint, changes.Added.Select(row => (short)row.Segment.Reason));
            add.Add("brokens", NpgsqlDbType.Smallint, changes.Added.Select(row => RungNumber.Of(row.Segment.BrokenRung)));
            add.Add("froms", NpgsqlDbType.TimestampTz, changes.Added.Select(row => row.Segment.From));
            add.Add("tos", NpgsqlDbType.TimestampTz, changes.Added.Select(row => row.Segment.To));
            add.Add("recorded", recordedAt);
        }
    }

    public static void SetMonitoredFrom(NpgsqlBatch batch, IReadOnlyCollection<DeviceLedger> devices)
    {
        if (devices.Count == 0)
        {
            return;
        }

        var command = batch.Add("""
            update devices set monitored_from = a from unnest(@ids, @ats) as u (wanted, a)
            where id = wanted and (monitored_from is null or monitored_from > a)
            """);
        command.Add("ids", NpgsqlDbType.Integer, devices.Select(device => (int)device.Before.DeviceId));
        command.Add("ats", NpgsqlDbType.TimestampTz, devices.Select(device => device.Items.Min(item => item.Row.At)));
    }
}
