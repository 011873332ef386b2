using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;
using Npgsql;

namespace CameraHealth.Storage.Ledger;

/// <summary>Reads what is retained of some devices, each from its own begin on.</summary>
internal static class HistoryTable
{
    public static async Task<Dictionary<int, DeviceHistory>> ReadAsync(
        NpgsqlConnection connection, IReadOnlyDictionary<int, DateTimeOffset> begins, CancellationToken cancellationToken)
    {
        var observations = await ObservationTable.ReadAsync(connection, begins, cancellationToken);
        var segments = await ReadSegmentsAsync(connection, begins, cancellationToken);
        var transitions = await ReadTransitionsAsync(connection, begins, cancellationToken);
        return begins.ToDictionary(
            device => device.Key,
            device => new DeviceHistory(device.Value, [.. observations[device.Key]], [.. segments[device.Key]], [.. transitions[device.Key]]));
    }

    private static async Task<ILookup<long, StoredSegment>> ReadSegmentsAsync(
        NpgsqlConnection connection, IReadOnlyDictionary<int, DateTimeOffset> begins, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, """
            select i.id, device_id, rung, lower(during), upper(during), status, reason, broken_rung
            from state_intervals i join unnest(@ids, @begins) as wanted (device, begin) on device_id = device and (upper_inf(during) or upper(during) > begin)
            where superseded_at is null order by device_id, rung, lower(during)
            """, begins);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await BatchScope.ReadSegmentsAsync(reader, cancellationToken);
    }

    private static async Task<ILookup<long, StoredTransition>> ReadTransitionsAsync(
        NpgsqlConnection connection, IReadOnlyDictionary<int, DateTimeOffset> begins, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, """
            select t.id, device_id, rung, at, from_status, to_status, reason, broken_rung
            from transitions t join unnest(@ids, @begins) as wanted (device, begin) on device_id = device and at >= begin
            where from_status <> to_status and not exists (select from transitions later where later.supersedes = t.id)
            order by device_id, rung, at, t.id
            """, begins);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<StoredTransition>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var rung = reader.GetInt16(2);
            rows.Add(new StoredTransition(reader.GetInt64(0), new Transition(
                reader.GetInt32(1),
                rung == RungNumber.Overall ? null : (Rung)rung,
                reader.GetInstant(3),
                reader.GetInt16(4),
                reader.GetInt16(5),
                (Reason)reader.GetInt16(6),
                (Rung?)reader.GetNullable<short>(7))));
        }

        return rows.ToLookup(row => row.Transition.DeviceId);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, IReadOnlyDictionary<int, DateTimeOffset> begins)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("ids", begins.Keys.ToArray());
        command.Parameters.AddWithValue("begins", begins.Values.ToArray());
        return command;
    }
}
