using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;
using Npgsql;

namespace CameraHealth.Storage.Ledger;

/// <summary>Reads what is retained of some devices, each from the last checkpoint before its own moment on.</summary>
internal static class HistoryTable
{
    public static async Task<Dictionary<int, DeviceHistory>> ReadAsync(
        NpgsqlConnection connection, IReadOnlyDictionary<int, DateTimeOffset> moments, CancellationToken cancellationToken)
    {
        var checkpoints = await CheckpointTable.ReadAsync(connection, moments, cancellationToken);
        var begins = moments.Keys.ToDictionary(id => id, id => checkpoints.GetValueOrDefault(id)?.LastAt ?? DateTimeOffset.MinValue);
        var observations = await ObservationTable.ReadAsync(connection, begins, null, cancellationToken);
        var lines = moments.Keys.SelectMany(id => Lines(id, checkpoints.GetValueOrDefault(id))).ToArray();
        var segments = await ReadSegmentsAsync(connection, lines, cancellationToken);
        var transitions = await ReadTransitionsAsync(connection, lines, cancellationToken);
        return moments.Keys.ToDictionary(
            id => id, id => new DeviceHistory(checkpoints.GetValueOrDefault(id), [.. observations[id]], [.. segments[id]], [.. transitions[id]]));
    }

    // A verdict that lasts at the checkpoint may be replaced from its begin on, not from before it.
    private static IEnumerable<(int DeviceId, short Rung, DateTimeOffset Since)> Lines(int id, DeviceState? checkpoint) =>
        Rungs.All.Select(rung => (id, RungNumber.Of(rung), checkpoint?.Rungs.FirstOrDefault(state => state.Rung == rung)?.Since.Truncate() ?? DateTimeOffset.MinValue))
            .Prepend((id, RungNumber.Overall, checkpoint?.Since.Truncate() ?? DateTimeOffset.MinValue));

    private static async Task<ILookup<long, StoredSegment>> ReadSegmentsAsync(
        NpgsqlConnection connection, (int, short, DateTimeOffset)[] lines, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, """
            select i.id, device_id, rung, lower(during), upper(during), status, reason, broken_rung
            from state_intervals i join unnest(@ids, @rungs, @sinces) as wanted (device, line, since)
                on device_id = device and rung = line and (upper_inf(during) or upper(during) > since)
            where superseded_at is null order by device_id, rung, lower(during)
            """, lines);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await IntervalTable.ReadAsync(reader, cancellationToken);
    }

    private static async Task<ILookup<long, StoredTransition>> ReadTransitionsAsync(
        NpgsqlConnection connection, (int, short, DateTimeOffset)[] lines, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, """
            select t.id, device_id, rung, at, from_status, to_status, reason, broken_rung, evidence_hash
            from transitions t join unnest(@ids, @rungs, @sinces) as wanted (device, line, since) on device_id = device and rung = line and at >= since
            where from_status <> to_status and not exists (select from transitions later where later.supersedes = t.id)
            order by device_id, rung, at, t.id
            """, lines);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<StoredTransition>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var rung = reader.GetInt16(2);
            var transition = new Transition(
                reader.GetInt32(1),
                rung == RungNumber.Overall ? null : (Rung)rung,
                reader.GetInstant(3),
                reader.GetInt16(4),
                reader.GetInt16(5),
                (Reason)reader.GetInt16(6),
                (Rung?)reader.GetNullable<short>(7));
            rows.Add(new StoredTransition(reader.GetInt64(0), transition, await reader.GetFieldValueAsync<byte[]>(8, cancellationToken)));
        }

        return rows.ToLookup(row => row.Transition.DeviceId);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, (int DeviceId, short Rung, DateTimeOffset Since)[] lines)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("ids", lines.Select(line => line.DeviceId).ToArray());
        command.Parameters.AddWithValue("rungs", lines.Select(line => line.Rung).ToArray());
        command.Parameters.AddWithValue("sinces", lines.Select(line => line.Since).ToArray());
        return command;
    }
}
