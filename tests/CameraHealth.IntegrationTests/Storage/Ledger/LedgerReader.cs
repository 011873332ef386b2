using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.IntegrationTests.Storage.Ledger;

/// <summary>Reads what was stored, by statements of its own.</summary>
internal static class LedgerReader
{
    /// <summary>Current intervals, by rung (overall first) in order of time.</summary>
    public static Task<List<Segment>> IntervalsAsync(NpgsqlDataSource database, long deviceId) => ReadAsync(
        database,
        $"select rung, lower(during), upper(during), status, reason, broken_rung from state_intervals where device_id = {deviceId} and superseded_at is null order by 1, 2",
        reader => new Segment(reader.GetInt16(0), Instant(reader, 1)!.Value, Instant(reader, 2), reader.GetInt16(3), (Reason)reader.GetInt16(4), BrokenRung(reader, 5)));

    /// <summary>Ledger rows that nothing superseded and that take nothing back, by rung in order of time, and of identity within an instant.</summary>
    public static Task<List<ProvenTransition>> TransitionsAsync(NpgsqlDataSource database, long deviceId) => ReadAsync(
        database,
        $"""
        select rung, at, from_status, to_status, reason, broken_rung, evidence_hash from transitions t
        where device_id = {deviceId} and from_status <> to_status and not exists (select from transitions s where s.supersedes = t.id) order by 1, 2, id
        """,
        reader => new ProvenTransition(
            new Transition(
                deviceId, reader.GetInt16(0) == 0 ? null : (Rung)reader.GetInt16(0), Instant(reader, 1)!.Value, reader.GetInt16(2), reader.GetInt16(3), (Reason)reader.GetInt16(4), BrokenRung(reader, 5)),
            Convert.ToHexString(reader.GetFieldValue<byte[]>(6))));

    /// <summary>Times of a device's observations by the time they were due.</summary>
    public static async Task<Dictionary<DateTimeOffset, DateTimeOffset>> TimesAsync(NpgsqlDataSource database, long deviceId)
    {
        await using var connection = await database.OpenConnectionAsync();
        var begins = new Dictionary<int, DateTimeOffset> { [(int)deviceId] = DateTimeOffset.MinValue };
        return (await ObservationTable.ReadAsync(connection, begins, null, CancellationToken.None))[(int)deviceId].ToDictionary(row => row.DueAt, row => row.At);
    }

    /// <summary>The stored state as readers see it.</summary>
    public static async Task<DeviceState> StateAsync(NpgsqlDataSource database, long deviceId) => (await ReadAsync(
        database,
        $"select {StateTable.Columns} from device_states st {StateTable.Joins} where st.device_id = {deviceId}",
        reader => StateTable.Read(reader, 0))).Single();

    private static async Task<List<T>> ReadAsync<T>(NpgsqlDataSource database, string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private static DateTimeOffset? Instant(NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetFieldValue<DateTimeOffset>(ordinal);

    private static Rung? BrokenRung(NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : (Rung)reader.GetInt16(ordinal);
}
