using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Storage.Queries;

/// <summary>The one statement that reads devices as they stand, and how its columns become rows.</summary>
internal static class DeviceRowReader
{
    private const int FirstState = 22;

    public const string Select = $"""
        select d.id, d.code, d.name, d.kind, d.access, recorder.code, d.channel, s.code, s.name, d.group_name, d.lat, d.lon,
            r.clock, r.clock_at, r.stream, r.stream_at, r.stream_duration, r.identity, r.health_duration, r.failure_trace, r.failure_at, coalesce(@now, clock_timestamp()),
            {StateTable.Columns}, r.health_at
        from devices d
            join sites s on s.id = d.site_id
            join device_states st on st.device_id = d.id {StateTable.Joins}
            left join devices recorder on recorder.id = d.recorder_id
            left join device_readings r on r.device_id = d.id
        """;

    /// <param name="command">Begins with <see cref="Select"/>.</param>
    /// <param name="now">Database time to judge freshness by; null: when the row is read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<List<DeviceRow>> ReadAsync(NpgsqlCommand command, DateTimeOffset? now, CancellationToken cancellationToken)
    {
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset?>("now", NpgsqlTypes.NpgsqlDbType.TimestampTz) { TypedValue = now });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<DeviceRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(ReadRow(reader));
        }

        return rows;
    }

    private static DeviceRow ReadRow(NpgsqlDataReader reader)
    {
        var now = reader.GetInstant(21);
        var state = StateTable.Read(reader, FirstState);
        var (status, reason, brokenRung, since) = FreshView.Of(state, now);
        return new DeviceRow
        {
            Id = reader.GetInt32(0),
            Code = reader.GetString(1),
            Name = reader.GetString(2),
            Kind = (DeviceKind)reader.GetInt16(3),
            Access = (AccessPath)reader.GetInt16(4),
            RecorderCode = Text(reader, 5),
            Channel = reader.GetNullable<int>(6),
            SiteCode = reader.GetString(7),
            SiteName = reader.GetString(8),
            GroupName = Text(reader, 9),
            Latitude = reader.GetNullable<double>(10),
            Longitude = reader.GetNullable<double>(11),
            Status = status,
            Reason = reason,
            BrokenRung = brokenRung,
            Since = since,
            Rungs = [.. state.Rungs.Select(rung => FreshView.Of(rung, now))],
            LastObservationAt = state.LastAt,
            Readings = ReadReadings(reader),
        };
    }

    private static DeviceReadings ReadReadings(NpgsqlDataReader reader)
    {
        var stream = StoredJson.Read<StreamReading>(Text(reader, 14));
        var (clock, clockAt) = (StoredJson.Read<ClockReading>(Text(reader, 12)), reader.GetNullable<DateTimeOffset>(13));
        var health = StateTable.ReadHealth(reader, FirstState);
        if (health is { Clock: { } newer } && !(clockAt >= health.Value.At))
        {
            (clock, clockAt) = (newer, health.Value.At);
        }

        return new DeviceReadings
        {
            Clock = clock,
            ClockAt = clockAt,
            Stream = stream,
            StreamAt = stream is null ? null : reader.GetNullable<DateTimeOffset>(15),
            StreamDuration = reader.GetNullable<TimeSpan>(16),
            Identity = StoredJson.Read<DeviceIdentityReading>(Text(reader, 17)),
            HealthDuration = health is { } polled && !(reader.GetNullable<DateTimeOffset>(FirstState + StateTable.ColumnCount) >= polled.At)
                ? polled.Duration
                : reader.GetNullable<TimeSpan>(18),
            FailureTrace = reader.IsDBNull(19) ? [] : reader.GetFieldValue<string[]>(19),
            FailureAt = reader.GetNullable<DateTimeOffset>(20),
        };
    }

    private static string? Text(NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);
}
