using CameraHealth.Monitoring.Observations;
using Npgsql;
using NpgsqlTypes;

namespace CameraHealth.Storage.Ledger;

/// <summary>Moves observations of closed hours into <c>packed_observations</c>, one row a device, kind and hour.</summary>
internal static class PackedTable
{
    /// <summary>Packs one hour of some devices, in the caller's transaction: with what is packed of it already, if facts came late.</summary>
    /// <returns>Observations packed.</returns>
    public static async Task<int> PackAsync(NpgsqlConnection connection, DateTimeOffset hour, int firstDevice, int lastDevice, CancellationToken cancellationToken)
    {
        var rows = await TakeAsync(connection, hour, firstDevice, lastDevice, cancellationToken);
        if (rows.Count == 0)
        {
            return 0;
        }

        var groups = rows.GroupBy(row => (row.DeviceId, row.Kind)).ToDictionary(group => group.Key, group => group.ToList());
        foreach (var packed in await ReadAsync(connection, hour, [.. groups.Keys.Select(key => key.DeviceId).Distinct()], cancellationToken))
        {
            if (groups.TryGetValue((packed.DeviceId, packed.Kind), out var group))
            {
                group.Add(packed);
            }
        }

        await WriteAsync(connection, hour, groups, cancellationToken);
        return rows.Count;
    }

    private static async Task<List<ObservationRow>> TakeAsync(
        NpgsqlConnection connection, DateTimeOffset hour, int firstDevice, int lastDevice, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"delete from observations where at >= @hour and at < @end and device_id between @first and @last returning {ObservationTable.Columns}", connection);
        command.Parameters.AddWithValue("hour", hour);
        command.Parameters.AddWithValue("end", hour.AddHours(1));
        command.Parameters.AddWithValue("first", firstDevice);
        command.Parameters.AddWithValue("last", lastDevice);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<ObservationRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(ObservationTable.Read(reader));
        }

        return rows;
    }

    private static async Task<List<ObservationRow>> ReadAsync(NpgsqlConnection connection, DateTimeOffset hour, int[] devices, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select device_id, kind, samples, data from packed_observations where hour = @hour and device_id = any(@ids)", connection);
        command.Parameters.AddWithValue("hour", hour);
        command.Parameters.AddWithValue("ids", devices);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<ObservationRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.AddRange(Read(reader, 0));
        }

        return rows;
    }

    /// <summary>Reads device, kind, samples, data.</summary>
    public static IEnumerable<ObservationRow> Read(NpgsqlDataReader reader, int first) => PackedSamples.Unpack(
        reader.GetInt32(first), (PollKind)reader.GetInt16(first + 1), reader.GetInt16(first + 2), reader.GetFieldValue<byte[]>(first + 3));

    private static async Task WriteAsync(
        NpgsqlConnection connection, DateTimeOffset hour, Dictionary<(int DeviceId, PollKind Kind), List<ObservationRow>> groups, CancellationToken cancellationToken)
    {
        foreach (var group in groups.Values)
        {
            group.Sort((one, other) => one.At.CompareTo(other.At));
        }

        await using var batch = new NpgsqlBatch(connection);
        var command = batch.Add("""
            insert into packed_observations (hour, device_id, kind, samples, data) select @hour, d, k, s, b from unnest(@devices, @kinds, @samples, @data) as u (d, k, s, b)
            on conflict (device_id, hour, kind) do update set samples = excluded.samples, data = excluded.data
            """);
        var ordered = groups.OrderBy(group => group.Key).ToArray();
        command.Add("hour", hour);
        command.Add("devices", NpgsqlDbType.Integer, ordered.Select(group => group.Key.DeviceId));
        command.Add("kinds", NpgsqlDbType.Smallint, ordered.Select(group => (short)group.Key.Kind));
        command.Add("samples", NpgsqlDbType.Smallint, ordered.Select(group => checked((short)group.Value.Count)));
        command.Add("data", NpgsqlDbType.Bytea, ordered.Select(group => PackedSamples.Pack(group.Value)));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
