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
        select d, c::jsonb, ca, s::jsonb, sa, sd, i::jsonb, ia, ha, hd, case when t is not null then array(select jsonb_array_elements_text(t::jsonb)) end, ta
        from unnest(@ids, @clocks, @clock_ats, @streams, @stream_ats, @stream_durations, @identities, @identity_ats, @health_ats, @health_durations, @traces, @failure_ats)
            as u (d, c, ca, s, sa, sd, i, ia, ha, hd, t, ta)
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

    /// <summary>Whether an observation says something that a refresh of its group's freshness cannot.</summary>
    public static bool IsNeededFor(Observation facts) => facts.Kind == PollKind.Stream || facts.Identity is not null || facts.Trace.Count > 0;

    /// <summary>Adds the latest values of some devices.</summary>
    /// <param name="batch">Where to add the statement.</param>
    /// <param name="devices">Each with the refresh of its health that was remembered before; null: there was none.</param>
    public static void Write(NpgsqlBatch batch, IEnumerable<(DeviceLedger Device, Refresh? Health)> devices)
    {
        var rows = devices.Select(pair => Latest(pair.Device, pair.Health)).ToArray();
        if (rows.Length == 0)
        {
            return;
        }

        var command = batch.Add(Upsert);
        command.Add("ids", NpgsqlDbType.Integer, rows.Select(row => row.DeviceId));
        command.Add("clocks", NpgsqlDbType.Text, rows.Select(row => row.Clock is { } clock ? StoredJson.Write(clock) : null));
        command.Add("clock_ats", NpgsqlDbType.TimestampTz, rows.Select(row => row.ClockAt));
        command.Add("streams", NpgsqlDbType.Text, rows.Select(row => row.Stream.Facts?.Stream is { } stream ? StoredJson.Write(stream) : null));
        command.Add("stream_ats", NpgsqlDbType.TimestampTz, rows.Select(row => row.Stream.At));
        command.Add("stream_durations", NpgsqlDbType.Interval, rows.Select(row => row.Stream.Facts?.Duration));
        command.Add("identities", NpgsqlDbType.Text, rows.Select(row => row.Identity.Facts?.Identity is { } identity ? StoredJson.Write(identity) : null));
        command.Add("identity_ats", NpgsqlDbType.TimestampTz, rows.Select(row => row.Identity.At));
        command.Add("health_ats", NpgsqlDbType.TimestampTz, rows.Select(row => row.HealthAt));
        command.Add("health_durations", NpgsqlDbType.Interval, rows.Select(row => row.HealthDuration));
        command.Add("traces", NpgsqlDbType.Text, rows.Select(row => row.Failure.Facts is { } failed
            ? StoredJson.Write(failed.Trace.Take(MaxTraceLines).Select(line => StoredJson.CleanText(line, MaxTraceLine)))
            : null));
        command.Add("failure_ats", NpgsqlDbType.TimestampTz, rows.Select(row => row.Failure.At));
    }

    private static Row Latest(DeviceLedger device, Refresh? known)
    {
        (Observation? Facts, DateTimeOffset? At) Find(Func<Observation, bool> has) =>
            device.Items.Where(item => has(item.Item.Observation)).OrderBy(item => item.Row.At).LastOrDefault() is { Item: { } item, Row: { } row }
                ? (item.Observation, row.At)
                : (null, null);

        var clock = Find(facts => facts.Clock is not null);
        var health = Find(facts => facts.Kind == PollKind.Health);
        return new Row(
            (int)device.Before.DeviceId,
            IsNewer(known is { Clock: not null } read ? read.At : null, clock.At) ? (known?.Clock, known?.At) : (clock.Facts?.Clock, clock.At),
            IsNewer(known?.At, health.At) ? (known?.Duration, known?.At) : (health.Facts?.Duration, health.At),
            Find(facts => facts.Kind == PollKind.Stream),
            Find(facts => facts.Identity is not null),
            Find(facts => facts.Trace.Count > 0));
    }

    private static bool IsNewer(DateTimeOffset? known, DateTimeOffset? found) => known is not null && !(found >= known);

    private sealed record Row(
        int DeviceId,
        (ClockReading? Reading, DateTimeOffset? At) LatestClock,
        (TimeSpan? Duration, DateTimeOffset? At) LatestHealth,
        (Observation? Facts, DateTimeOffset? At) Stream,
        (Observation? Facts, DateTimeOffset? At) Identity,
        (Observation? Facts, DateTimeOffset? At) Failure)
    {
        public ClockReading? Clock => LatestClock.Reading;

        public DateTimeOffset? ClockAt => LatestClock.At;

        public DateTimeOffset? HealthAt => LatestHealth.At;

        public TimeSpan? HealthDuration => LatestHealth.Duration;
    }
}
