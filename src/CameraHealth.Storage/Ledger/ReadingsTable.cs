using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Observations;
using Npgsql;
using NpgsqlTypes;

namespace CameraHealth.Storage.Ledger;

/// <summary>Keeps the latest measured values of each device. A late fact never replaces a newer one.</summary>
internal static class ReadingsTable
{
    // A device says what it likes: the trace of one poll stays small.
    private const int MaxTraceLines = 100;
    private const int MaxTraceLine = 1000;

    private const string Upsert = """
        insert into device_readings as r (device_id, clock, clock_at, stream, stream_at, stream_duration, identity, identity_at, health_at, health_duration, failure_trace, failure_at)
        values (@id, @clock, @clock_at, @stream, @stream_at, @stream_duration, @identity, @identity_at, @health_at, @health_duration, @trace, @failure_at)
        on conflict (device_id) do update set
            clock = case when excluded.clock_at > coalesce(r.clock_at, '-infinity') then excluded.clock else r.clock end,
            clock_at = greatest(r.clock_at, excluded.clock_at),
            stream = case when excluded.stream_at > coalesce(r.stream_at, '-infinity') then excluded.stream else r.stream end,
            stream_duration = case when excluded.stream_at > coalesce(r.stream_at, '-infinity') then excluded.stream_duration else r.stream_duration end,
            stream_at = greatest(r.stream_at, excluded.stream_at),
            identity = case when excluded.identity_at > coalesce(r.identity_at, '-infinity') then excluded.identity else r.identity end,
            identity_at = greatest(r.identity_at, excluded.identity_at),
            health_duration = case when excluded.health_at > coalesce(r.health_at, '-infinity') then excluded.health_duration else r.health_duration end,
            health_at = greatest(r.health_at, excluded.health_at),
            failure_trace = case when excluded.failure_at > coalesce(r.failure_at, '-infinity') then excluded.failure_trace else r.failure_trace end,
            failure_at = greatest(r.failure_at, excluded.failure_at)
        """;

    public static async Task UpsertAsync(NpgsqlConnection connection, IEnumerable<DeviceLedger> devices, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var device in devices)
        {
            batch.BatchCommands.Add(Command(device.Before.DeviceId, [.. device.Items.OrderBy(item => item.Row.At).Select(item => (item.Item, item.Row.At))]));
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlBatchCommand Command(long deviceId, IReadOnlyList<(AssessedObservation Item, DateTimeOffset At)> items)
    {
        (Observation? Facts, DateTimeOffset? At) Latest(Func<Observation, bool> has) =>
            items.LastOrDefault(item => has(item.Item.Observation)) is { Item: { } item, At: var at } ? (item.Observation, at) : (null, null);

        var clock = Latest(facts => facts.Clock is not null);
        var stream = Latest(facts => facts.Kind == PollKind.Stream);
        var health = Latest(facts => facts.Kind == PollKind.Health);
        var identity = Latest(facts => facts.Identity is not null);
        var failure = Latest(facts => facts.Trace.Count > 0);
        var command = new NpgsqlBatchCommand(Upsert);
        command.Parameters.AddWithValue("id", (int)deviceId);
        Add(command, "clock", NpgsqlDbType.Jsonb, clock.Facts is null ? null : StoredJson.Write(clock.Facts.Clock));
        Add(command, "clock_at", NpgsqlDbType.TimestampTz, clock.At);
        Add(command, "stream", NpgsqlDbType.Jsonb, stream.Facts?.Stream is null ? null : StoredJson.Write(stream.Facts.Stream));
        Add(command, "stream_at", NpgsqlDbType.TimestampTz, stream.At);
        Add(command, "stream_duration", NpgsqlDbType.Interval, stream.Facts?.Duration);
        Add(command, "identity", NpgsqlDbType.Jsonb, identity.Facts is null ? null : StoredJson.Write(identity.Facts.Identity));
        Add(command, "identity_at", NpgsqlDbType.TimestampTz, identity.At);
        Add(command, "health_at", NpgsqlDbType.TimestampTz, health.At);
        Add(command, "health_duration", NpgsqlDbType.Interval, health.Facts?.Duration);
        Add(command, "trace", NpgsqlDbType.Array | NpgsqlDbType.Text, failure.Facts?.Trace.Take(MaxTraceLines).Select(line => StoredJson.CleanText(line, MaxTraceLine)).ToArray());
        Add(command, "failure_at", NpgsqlDbType.TimestampTz, failure.At);
        return command;
    }

    private static void Add(NpgsqlBatchCommand command, string name, NpgsqlDbType type, object? value) =>
        command.Parameters.Add(new NpgsqlParameter(name, type) { Value = value ?? DBNull.Value });
}
