using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;
using Npgsql;

namespace CameraHealth.Storage.Ledger;

/// <summary>What a batch stands on: its groups and devices, locked in a fixed order until the transaction ends.</summary>
/// <param name="Epochs">By group.</param>
/// <param name="States">By device.</param>
/// <param name="Open">Current open intervals by device.</param>
internal sealed record BatchScope(
    IReadOnlyDictionary<long, long> Epochs, IReadOnlyDictionary<long, StoredState> States, ILookup<long, StoredSegment> Open)
{
    public static async Task<BatchScope> LockAsync(NpgsqlConnection connection, long[] groupIds, long[] deviceIds, CancellationToken cancellationToken)
    {
        var epochs = new Dictionary<long, long>();
        await using (var groups = Command(connection, "select id, epoch from poll_groups where id = any(@ids) order by id for update", groupIds))
        await using (var reader = await groups.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                epochs.Add(reader.GetInt32(0), reader.GetInt64(1));
            }
        }

        var states = new Dictionary<long, StoredState>();
        await using (var devices = Command(connection, "select device_id, status, reason, broken_rung, since, last_at, next_due_at, vouched_until, rungs, is_revised from device_states where device_id = any(@ids) order by device_id for update", deviceIds))
        await using (var reader = await devices.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                states.Add(reader.GetInt32(0), ReadState(reader));
            }
        }

        return new BatchScope(epochs, states, await ReadOpenAsync(connection, deviceIds, cancellationToken));
    }

    private static async Task<ILookup<long, StoredSegment>> ReadOpenAsync(NpgsqlConnection connection, long[] deviceIds, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection, "select id, device_id, rung, lower(during), upper(during), status, reason, broken_rung from state_intervals where device_id = any(@ids) and superseded_at is null and upper_inf(during)", deviceIds);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await ReadSegmentsAsync(reader, cancellationToken);
    }

    /// <summary>Reads id, device, rung, begin, end, status, reason, broken rung.</summary>
    public static async Task<ILookup<long, StoredSegment>> ReadSegmentsAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var rows = new List<(long DeviceId, StoredSegment Segment)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add((reader.GetInt32(1), new StoredSegment(reader.GetInt64(0), ReadSegment(reader))));
        }

        return rows.ToLookup(row => row.DeviceId, row => row.Segment);
    }

    private static Segment ReadSegment(NpgsqlDataReader reader) => new(
        reader.GetInt16(2), reader.GetInstant(3), reader.GetNullable<DateTimeOffset>(4), reader.GetInt16(5), (Reason)reader.GetInt16(6), (Rung?)reader.GetNullable<short>(7));

    private static StoredState ReadState(NpgsqlDataReader reader) => new(
        new DeviceState
        {
            DeviceId = reader.GetInt32(0),
            Status = (Status)reader.GetInt16(1),
            Reason = (Reason)reader.GetInt16(2),
            BrokenRung = (Rung?)reader.GetNullable<short>(3),
            Since = reader.GetInstant(4),
            LastAt = reader.GetNullable<DateTimeOffset>(5),
            NextDueAt = reader.GetNullable<DateTimeOffset>(6),
            VouchedUntil = reader.GetNullable<DateTimeOffset>(7),
            Rungs = StoredJson.Read<RungState[]>(reader.GetString(8)) ?? [],
        },
        reader.GetBoolean(9));

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, long[] ids)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("ids", ids);
        return command;
    }
}
