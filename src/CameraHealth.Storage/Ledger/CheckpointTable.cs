using CameraHealth.Monitoring.Assessment;
using Npgsql;
using NpgsqlTypes;

namespace CameraHealth.Storage.Ledger;

/// <summary>
/// Keeps the state each device had after its last observation of a day. A verdict is dated back to the first fact that said so, and a later fact may
/// change when that was: so the intervals do not tell what was known at a moment, and a second judgement cannot begin from them.
/// </summary>
internal static class CheckpointTable
{
    /// <summary>Whether an observation at <paramref name="at"/> ends the day that the state was made on.</summary>
    public static bool IsDue(DeviceState state, DateTimeOffset at) => state.LastAt is { } last && last.UtcDateTime.Date < at.UtcDateTime.Date;

    /// <summary>The last checkpoint before each device's moment; a device that has none is absent.</summary>
    public static async Task<Dictionary<int, DeviceState>> ReadAsync(
        NpgsqlConnection connection, IReadOnlyDictionary<int, DateTimeOffset> moments, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, """
            select device, state from unnest(@ids, @ats) as wanted (device, moment)
            cross join lateral (select state from device_checkpoints where device_id = device and at < moment order by at desc limit 1) as last
            """, moments);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var states = new Dictionary<int, DeviceState>();
        while (await reader.ReadAsync(cancellationToken))
        {
            states.Add(reader.GetInt32(0), StoredJson.Read<DeviceState>(reader.GetString(1))!);
        }

        return states;
    }

    /// <summary>Forgets the checkpoints that do not know the facts of these moments.</summary>
    public static async Task DeleteAsync(NpgsqlConnection connection, IReadOnlyDictionary<int, DateTimeOffset> moments, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection, "delete from device_checkpoints using unnest(@ids, @ats) as wanted (device, moment) where device_id = device and at >= moment", moments);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static void Add(NpgsqlBatch batch, IReadOnlyCollection<DeviceState> states)
    {
        if (states.Count == 0)
        {
            return;
        }

        var command = batch.Add("""
            insert into device_checkpoints (device_id, at, state) select d, a, s::jsonb from unnest(@ids, @ats, @states) as u (d, a, s)
            on conflict (device_id, at) do update set state = excluded.state
            """);
        command.Add("ids", NpgsqlDbType.Integer, states.Select(state => (int)state.DeviceId));
        command.Add("ats", NpgsqlDbType.TimestampTz, states.Select(state => state.LastAt!.Value.Truncate()));
        command.Add("states", NpgsqlDbType.Text, states.Select(StoredJson.Write));
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, IReadOnlyDictionary<int, DateTimeOffset> moments)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("ids", moments.Keys.ToArray());
        command.Parameters.AddWithValue("ats", moments.Values.ToArray());
        return command;
    }
}
