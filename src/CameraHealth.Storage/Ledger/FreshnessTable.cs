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

    public static void Write(NpgsqlBatch batch, IReadOnlyCollection<FreshnessPart> parts)
    {
        if (parts.Count == 0)
        {
            return;
        }

        var command = batch.Add(Upsert);
        var columns = new FreshnessArrays(parts.Sum(part => part.Refreshes.Count));
        var (ends, index) = (new int[parts.Count], 0);
        foreach (var part in parts)
        {
            part.IsChanged = false;
            foreach (var (device, refresh) in part.Refreshes)
            {
                columns.Add(device, refresh);
            }

            ends[index++] = columns.Count;
        }

        command.Add("groups", NpgsqlDbType.Integer, parts.Select(part => part.GroupId));
        command.Add("kinds", NpgsqlDbType.Smallint, parts.Select(part => (short)part.Kind));
        command.Add("parts", NpgsqlDbType.Smallint, parts.Select(part => part.Number));
        command.Add("begins", NpgsqlDbType.Integer, ends.Select((_, i) => i == 0 ? 1 : ends[i - 1] + 1));
        command.Add("ends", NpgsqlDbType.Integer, ends);
        columns.AddTo(command);
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
            new FreshnessColumns(reader, 3).CopyTo(groups[reader.GetInt32(0)].Part((PollKind)reader.GetInt16(1), reader.GetInt16(2)).Refreshes);
        }
    }
}
