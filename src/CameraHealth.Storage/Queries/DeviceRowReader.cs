using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Storage.Queries;

/// <summary>The one statement that reads devices as they stand, and how its columns become rows.</summary>
internal static class DeviceRowReader
{
    public const string Select = """
        select d.id, d.code, d.name, d.kind, d.access, recorder.code, d.channel, s.code, s.name, d.group_name, d.lat, d.lon,
            st.status, st.reason, st.broken_rung, st.since, st.last_at, st.next_due_at, st.vouched_until, st.rungs,
            r.clock, r.clock_at, r.stream, r.stream_at, r.stream_duration, r.identity, r.health_duration, r.failure_trace, r.failure_at, coalesce(@now, clock_timestamp())
        from devices d
            join sites s on s.id = d.site_id
            join device_states st on st.device_id = d.id
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
        var now = reader.GetInstant(29);
        var state = ReadState(reader);
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

    private static DeviceState ReadState(NpgsqlDataReader reader) => new()
    {
        DeviceId = reader.GetInt32(0),
        Status = (Status)reader.GetInt16(12),
        Reason = (Reason)reader.GetInt16(13),
        BrokenRung = (Rung?)reader.GetNullable<short>(14),
        Since = reader.GetInstant(15),
        LastAt = reader.GetNullable<DateTimeOffset>(16),
        NextDueAt = reader.GetNullable<DateTimeOffset>(17),
        VouchedUntil = reader.GetNullable<DateTimeOffset>(18),
        Rungs = StoredJson.Read<RungState[]>(reader.GetString(19)) ?? [],
    };

    private static DeviceReadings ReadReadings(NpgsqlDataReader reader)
    {
        var stream = StoredJson.Read<StreamReading>(Text(reader, 22));
        return new DeviceReadings
        {
            Clock = StoredJson.Read<ClockReading>(Text(reader, 20)),
            ClockAt = reader.GetNullable<DateTimeOffset>(21),
            Stream = stream,
            StreamAt = stream is null ? null : reader.GetNullable<DateTimeOffset>(23),
            StreamDuration = reader.GetNullable<TimeSpan>(24),
            Identity = StoredJson.Read<DeviceIdentityReading>(Text(reader, 25)),
            HealthDuration = reader.GetNullable<TimeSpan>(26),
            FailureTrace = reader.IsDBNull(27) ? [] : reader.GetFieldValue<string[]>(27),
            FailureAt = reader.GetNullable<DateTimeOffset>(28),
        };
    }

    private static string? Text(NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);
}
