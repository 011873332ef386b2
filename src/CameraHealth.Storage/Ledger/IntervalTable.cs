using CameraHealth.Monitoring.Observations;
using Npgsql;

namespace CameraHealth.Storage.Ledger;

/// <summary>Reads <c>state_intervals</c>.</summary>
internal static class IntervalTable
{
    /// <summary>Current open intervals by device.</summary>
    public static async Task<ILookup<long, StoredSegment>> ReadOpenAsync(NpgsqlConnection connection, int[] deviceIds, CancellationToken cancellationToken)
    {
        if (deviceIds.Length == 0)
        {
            return Enumerable.Empty<StoredSegment>().ToLookup(_ => 0L);
        }

        await using var command = new NpgsqlCommand("""
            select id, device_id, rung, lower(during), upper(during), status, reason, broken_rung
            from state_intervals where device_id = any(@ids) and superseded_at is null and upper_inf(during)
            """, connection);
        command.Parameters.AddWithValue("ids", deviceIds);
        await command.PrepareAsync(cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await ReadAsync(reader, cancellationToken);
    }

    /// <summary>Reads id, device, rung, begin, end, status, reason, broken rung; by device.</summary>
    public static async Task<ILookup<long, StoredSegment>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var rows = new List<(long DeviceId, StoredSegment Segment)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var segment = new Segment(
                reader.GetInt16(2), reader.GetInstant(3), reader.GetNullable<DateTimeOffset>(4), reader.GetInt16(5), (Reason)reader.GetInt16(6), (Rung?)reader.GetNullable<short>(7));
            rows.Add((reader.GetInt32(1), new StoredSegment(reader.GetInt64(0), segment)));
        }

        return rows.ToLookup(row => row.DeviceId, row => row.Segment);
    }
}
