using CameraHealth.Monitoring.Observations;
using Npgsql;
using NpgsqlTypes;

namespace CameraHealth.Storage.Ledger;

/// <summary>Writes and reads <c>group_freshness</c>: whole parts of groups, all of a batch in one statement.</summary>
internal static class FreshnessTable
{
    private const string Upsert = """
        insert into group_freshness (group_id, kind, part, device_ids, ats, due_slots, vouched_s, overall_due_slots, overall_vouched_s, durations_us, clock_s, clock_offsets_us, clock_errors_us)
        select g, k, p, (@ids)[b:e], (@ats)[b:e], (@dues)[b:e], (@vouched)[b:e], (@overall_dues)[b:e], (@overall_vouched)[b:e], (@durations)[b:e], (@clocks)[b:e], (@offsets)[b:e], (@errors)[b:e]
        from unnest(@groups, @kinds, @parts, @begins, @ends) as u (g, k, p, b, e)
        on conflict (group_id, kind, part) do update set device_ids = excluded.device_ids, ats = excluded.ats, due_slots = excluded.due_slots, vouched_s = excluded.vouched_s,
            overall_due_slots = excluded.overall_due_slots, overall_vouched_s = excluded.overall_vouched_s, durations_us = excluded.durations_us,
            clock_s = excluded.clock_s, clock_offsets_us = excluded.clock_offsets_us, clock_errors_us = excluded.clock_errors_us
        """;

    public static void Write(NpgsqlBatch batch, IReadOnlyCollection<(GroupMemory Group, PollKind Kind, short Part)> parts)
    {
        if (parts.Count == 0)
        {
            return;
        }

        var refreshes = parts.SelectMany(part => part.Group.Refreshes(part.Kind, part.Part)).ToArray();
        var ends = new int[parts.Count];
        var (end, index) = (0, 0);
        foreach (var (group, kind, part) in parts)
        {
            ends[index++] = end += group.Refreshes(kind, part).Count;
        }

        var overall = refreshes.Select(row => Encode(row.Value.OverallNextDueAt, row.Value.OverallVouchedUntil)).ToArray();
        var own = refreshes.Select(row => Encode(row.Value.NextDueAt, row.Value.VouchedUntil)).ToArray();
        var command = batch.Add(Upsert);
        command.Add("groups", NpgsqlDbType.Integer, parts.Select(part => part.Group.GroupId));
        command.Add("kinds", NpgsqlDbType.Smallint, parts.Select(part => (short)part.Kind));
        command.Add("parts", NpgsqlDbType.Smallint, parts.Select(part => part.Part));
        command.Add("begins", NpgsqlDbType.Integer, ends.Select((_, i) => i == 0 ? 1 : ends[i - 1] + 1));
        command.Add("ends", NpgsqlDbType.Integer, ends);
        command.Add("ids", NpgsqlDbType.Integer, refreshes.Select(row => row.Key));
        command.Add("ats", NpgsqlDbType.TimestampTz, refreshes.Select(row => row.Value.At));
        command.Add("dues", NpgsqlDbType.Integer, own.Select(times => times.Slot));
        command.Add("vouched", NpgsqlDbType.Smallint, own.Select(times => times.Seconds));
        command.Add("overall_dues", NpgsqlDbType.Integer, overall.Select(times => times.Slot));
        command.Add("overall_vouched", NpgsqlDbType.Smallint, overall.Select(times => times.Seconds));
        command.Add("durations", NpgsqlDbType.Integer, refreshes.Select(row => Microseconds(row.Value.Duration)));
        command.Add("clocks", NpgsqlDbType.Integer, refreshes.Select(row => row.Value.Clock is { } clock ? (int)(clock.DeviceUtc - Refresh.ClockEpoch).TotalSeconds : SlotTime.None));
        command.Add("offsets", NpgsqlDbType.Integer, refreshes.Select(row => Microseconds(row.Value.Clock?.Offset ?? default)));
        command.Add("errors", NpgsqlDbType.Integer, refreshes.Select(row => Microseconds(row.Value.Clock?.Error ?? default)));
    }

    /// <summary>Reads everything that is kept of some groups into what is remembered of them.</summary>
    public static async Task ReadAsync(NpgsqlConnection connection, IReadOnlyDictionary<int, GroupMemory> groups, CancellationToken cancellationToken)
    {
        if (groups.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand("""
            select group_id, kind, part, device_ids, ats, due_slots, vouched_s, overall_due_slots, overall_vouched_s, durations_us, clock_s, clock_offsets_us, clock_errors_us
            from group_freshness where group_id = any(@ids)
            """, connection);
        command.Parameters.AddWithValue("ids", groups.Keys.ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            new FreshnessColumns(reader, 3).CopyTo(groups[reader.GetInt32(0)].Refreshes((PollKind)reader.GetInt16(1), reader.GetInt16(2)));
        }
    }

    private static int Microseconds(TimeSpan span) => (int)(span.Ticks / TimeSpan.TicksPerMicrosecond);

    private static (int Slot, short Seconds) Encode(DateTimeOffset? nextDueAt, DateTimeOffset? vouchedUntil)
    {
        if (nextDueAt is null || vouchedUntil is null)
        {
            return (SlotTime.None, 0);
        }

        SlotTime.TryEncode(nextDueAt.Value, vouchedUntil.Value, out var slot, out var seconds);
        return (slot, seconds);
    }
}
