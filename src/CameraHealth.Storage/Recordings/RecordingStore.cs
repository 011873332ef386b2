using CameraHealth.Monitoring.Drills;
using CameraHealth.Monitoring.Recordings;
using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Storage.Recordings;

/// <summary>Keeps what recorders say of their channels' footage: where it begins and ends, its gaps and their causes, and the recorders' clocks.</summary>
public sealed class RecordingStore(NpgsqlDataSource database)
{
    private static readonly TimeSpan OpenEdge = TimeSpan.FromMinutes(1);

    // What the ledger says of the time of a gap: planned goes before the recorder, the recorder before the camera. Half of the gap has to be covered.
    private const string Cause = """
        with gap as (select tstzrange(@from, @to) as span, @to - @from as length),
        down as (
            select d.device_id, coalesce(sum(least(upper(i.during), @to) - greatest(lower(i.during), @from)) filter (where i.status = 3), interval '0') as length
            from (values (@device, 'camera_down'), (@recorder, 'recorder_down')) as d (device_id, cause)
            left join gap on true
            left join state_intervals i on i.device_id = d.device_id and i.rung = 0 and i.superseded_at is null and i.during && gap.span
            group by d.device_id)
        select case
            when exists (
                select from maintenance_windows w join devices d on d.id = @device
                where w.superseded_at is null and w.local_day is null and w.during @> tstzrange(@from, @to)
                    and (w.device_id in (@device, @recorder) or w.site_id = d.site_id or w.group_name = d.group_name
                        or (w.device_id is null and w.site_id is null and w.group_name is null))) then 'planned'
            when @recorder <> @device and (select length from down where device_id = @recorder) * 2 >= (select length from gap) then 'recorder_down'
            when (select length from down where device_id = @device) * 2 >= (select length from gap) then 'camera_down'
            else 'unknown' end
        """;

    /// <summary>What is known of some channels.</summary>
    public async Task<IReadOnlyDictionary<long, KnownRecording>> ReadAsync(IReadOnlyCollection<long> devices, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            select d.id, r.gaps_until, coalesce(r.recordings, '{}'), coalesce(d.required_days, @default), d.in_service_from::timestamp at time zone s.time_zone
            from devices d join sites s on s.id = d.site_id left join channel_recordings r on r.device_id = d.id where d.id = any(@ids)
            """);
        command.Parameters.AddWithValue("ids", devices.Select(id => (int)id).ToArray());
        command.Parameters.AddWithValue("default", KnownRecording.DefaultRequiredDays);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var known = new Dictionary<long, KnownRecording>();
        while (await reader.ReadAsync(cancellationToken))
        {
            known[reader.GetInt32(0)] = ReadKnown(reader);
        }

        return known;
    }

    /// <summary>The cause of a stretch without footage, as far as the ledger knows it.</summary>
    /// <param name="device">The camera.</param>
    /// <param name="recorder">Its recorder; the camera itself when it has none.</param>
    /// <param name="gap">When.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<string> FindCauseAsync(long device, long recorder, Stretch gap, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await FindCauseAsync(connection, device, recorder, gap, cancellationToken);
    }

    /// <summary>Takes a survey in.</summary>
    /// <param name="device">The camera.</param>
    /// <param name="recorder">Its recorder; the camera itself when it has none.</param>
    /// <param name="survey">What was found.</param>
    /// <param name="known">What was known before.</param>
    /// <param name="streams">Our own verdict on the stream: true good, false broken; null: not known.</param>
    /// <param name="cancellationToken">Ends it; nothing is kept then.</param>
    /// <returns>What is said of the recording.</returns>
    public async Task<RecordingVerdict> KeepAsync(long device, long recorder, RecordingSurvey survey, KnownRecording known, bool? streams, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var areGapsKnown = survey.Searched is not null;
        if (survey.Searched is { } searched)
        {
            await KeepGapsAsync(connection, device, recorder, survey, searched, cancellationToken);
        }

        var verdict = RecordingVerdict.Of(
            survey, await FindLastGapAsync(connection, device, survey, cancellationToken), areGapsKnown, known.Required, streams, known.InServiceFrom);
        await KeepDayAsync(connection, device, survey, verdict, cancellationToken);
        await KeepChannelAsync(connection, device, survey, known, verdict, await ForecastAsync(connection, device, known, cancellationToken), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return verdict;
    }

    /// <summary>Keeps a reading of a recorder's clock, one an hour.</summary>
    public async Task KeepClockAsync(long device, ClockOffset clock, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            insert into recorder_clocks (device_id, hour, measured_at, clock_offset, clock_error) values (@device, date_trunc('hour', @at), @at, @offset, @error)
            on conflict (device_id, hour) do update set measured_at = excluded.measured_at, clock_offset = excluded.clock_offset, clock_error = excluded.clock_error
                where excluded.clock_error <= recorder_clocks.clock_error;
            delete from recorder_clocks where device_id = @device and hour < @at - interval '400 days'
            """);
        command.Parameters.AddWithValue("device", (int)device);
        command.Parameters.AddWithValue("at", clock.MeasuredAt.Truncate());
        command.Parameters.AddWithValue("offset", clock.Offset);
        command.Parameters.AddWithValue("error", clock.Error);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The reading of a recorder's clock that is nearest to a moment, not further than a day from it; null: there is none.</summary>
    public async Task<ClockOffset?> FindClockAsync(long device, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            select clock_offset, clock_error, measured_at from recorder_clocks
            where device_id = @device and hour between @at - interval '25 hours' and @at + interval '1 day' and abs(extract(epoch from measured_at - @at)) <= 86400
            order by abs(extract(epoch from measured_at - @at)) limit 1
            """);
        command.Parameters.AddWithValue("device", (int)device);
        command.Parameters.AddWithValue("at", at);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? new ClockOffset(reader.GetTimeSpan(0), reader.GetTimeSpan(1), reader.GetInstant(2)) : null;
    }

    private static KnownRecording ReadKnown(NpgsqlDataReader reader) => new(
        reader.GetNullable<DateTimeOffset>(1), reader.GetFieldValue<string[]>(2), reader.GetInt32(3), reader.GetNullable<DateTimeOffset>(4));

    private static (DateOnly Day, TimeSpan Held) ReadHeld(NpgsqlDataReader reader) => (reader.GetFieldValue<DateOnly>(0), reader.GetTimeSpan(1));

    private static async Task<string> FindCauseAsync(NpgsqlConnection connection, long device, long recorder, Stretch gap, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Cause, connection);
        command.Parameters.AddWithValue("device", (int)device);
        command.Parameters.AddWithValue("recorder", (int)recorder);
        command.Parameters.AddWithValue("from", gap.From);
        command.Parameters.AddWithValue("to", gap.Until);
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    // A gap that touches one that is known goes on with it: searches meet in the middle of a gap, and one that lasts grows.
    private static async Task KeepGapsAsync(
        NpgsqlConnection connection, long device, long recorder, RecordingSurvey survey, Stretch searched, CancellationToken cancellationToken)
    {
        foreach (var gap in survey.Gaps)
        {
            await using var merge = new NpgsqlCommand("""
                with touched as (delete from recording_gaps where device_id = @device and starts_at <= @to + interval '1 second' and ends_at >= @from - interval '1 second' returning starts_at, ends_at)
                select least(@from, min(starts_at)), greatest(@to, max(ends_at)) from touched
                """, connection);
            merge.Parameters.AddWithValue("device", (int)device);
            merge.Parameters.AddWithValue("from", gap.From.Truncate());
            merge.Parameters.AddWithValue("to", gap.Until.Truncate());
            Stretch whole;
            await using (var reader = await merge.ExecuteReaderAsync(cancellationToken))
            {
                await reader.ReadAsync(cancellationToken);
                whole = new Stretch(reader.GetInstant(0), reader.GetInstant(1));
            }

            var cause = await FindCauseAsync(connection, device, recorder, whole, cancellationToken);
            await using var insert = new NpgsqlCommand("""
                insert into recording_gaps (device_id, starts_at, ends_at, cause, is_open) values (@device, @from, @to, @cause, @open)
                """, connection);
            insert.Parameters.AddWithValue("device", (int)device);
            insert.Parameters.AddWithValue("from", whole.From);
            insert.Parameters.AddWithValue("to", whole.Until);
            insert.Parameters.AddWithValue("cause", cause);
            insert.Parameters.AddWithValue("open", searched.Until - gap.Until < OpenEdge);
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var close = new NpgsqlCommand("update recording_gaps set is_open = false where device_id = @device and is_open and ends_at < @until", connection);
        close.Parameters.AddWithValue("device", (int)device);
        close.Parameters.AddWithValue("until", searched.Until.Truncate() - OpenEdge);
        await close.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<DateTimeOffset?> FindLastGapAsync(NpgsqlConnection connection, long device, RecordingSurvey survey, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select max(ends_at) from recording_gaps where device_id = @device and ends_at <= @until and not is_open", connection);
        command.Parameters.AddWithValue("device", (int)device);
        command.Parameters.AddWithValue("until", survey.DataUntil ?? survey.At);
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }

    private static async Task KeepDayAsync(NpgsqlConnection connection, long device, RecordingSurvey survey, RecordingVerdict verdict, CancellationToken cancellationToken)
    {
        if (verdict.Total is not { } total)
        {
            return;
        }

        await using var command = new NpgsqlCommand("""
            insert into recording_days (device_id, day, total, depth) values (@device, @day, @total, @depth)
            on conflict (device_id, day) do update set total = excluded.total, depth = excluded.depth
            """, connection);
        command.Parameters.AddWithValue("device", (int)device);
        command.Parameters.AddWithValue("day", DateOnly.FromDateTime(survey.At.UtcDateTime));
        command.Parameters.AddWithValue("total", total);
        command.Put("depth", verdict.Depth);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<DateOnly?> ForecastAsync(NpgsqlConnection connection, long device, KnownRecording known, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select day, total from recording_days where device_id = @device order by day desc limit 30", connection);
        command.Parameters.AddWithValue("device", (int)device);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var held = new List<(DateOnly, TimeSpan)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            held.Add(ReadHeld(reader));
        }

        return RetentionForecast.BreaksOn(held, known.Required);
    }

    private static async Task KeepChannelAsync(
        NpgsqlConnection connection, long device, RecordingSurvey survey, KnownRecording known, RecordingVerdict verdict, DateOnly? breaksOn, CancellationToken cancellationToken)
    {
        // What could not be asked now leaves standing what was told last, with its time.
        await using var command = new NpgsqlCommand("""
            insert into channel_recordings as r (device_id, surveyed_at, outcome, code, detail, answered_at, recordings, data_from, data_until, is_recording, storage_error,
                gaps_from, gaps_until, depth, total, newest_age, required_days, breaks_on, clock_offset, clock_error)
            values (@device, @at, @outcome, @code, @detail, case when @answered then @at end, @recordings, @from, @until, @recording, @storage,
                @gaps_from, @gaps_until, @depth, @total, @newest, @required, @breaks, @offset, @error)
            on conflict (device_id) do update set surveyed_at = excluded.surveyed_at, outcome = excluded.outcome, code = excluded.code, detail = excluded.detail,
                answered_at = coalesce(excluded.answered_at, r.answered_at),
                recordings = case when cardinality(excluded.recordings) > 0 then excluded.recordings else r.recordings end,
                data_from = case when @answered then excluded.data_from else r.data_from end,
                data_until = case when @answered then excluded.data_until else r.data_until end,
                is_recording = excluded.is_recording, storage_error = excluded.storage_error,
                gaps_from = case when excluded.gaps_until is null then r.gaps_from else least(r.gaps_from, excluded.gaps_from) end,
                gaps_until = coalesce(excluded.gaps_until, r.gaps_until),
                depth = excluded.depth, total = excluded.total, newest_age = excluded.newest_age,
                required_days = excluded.required_days, breaks_on = excluded.breaks_on, clock_offset = excluded.clock_offset, clock_error = excluded.clock_error
            """, connection);
        command.Parameters.AddWithValue("device", (int)device);
        command.Parameters.AddWithValue("at", survey.At.Truncate());
        command.Parameters.AddWithValue("outcome", System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(survey.Outcome.ToString()));
        command.Parameters.AddWithValue("answered", survey.Outcome == SurveyOutcome.Answered);
        command.Parameters.AddWithValue("code", verdict.Code);
        command.Put("detail", survey.Detail is { } detail ? StoredJson.CleanText(detail, 500) : null);
        command.Parameters.AddWithValue("recordings", survey.Recordings.Take(64).Select(token => StoredJson.CleanText(token, 128)).ToArray());
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset?>("from", NpgsqlTypes.NpgsqlDbType.TimestampTz) { TypedValue = survey.DataFrom?.Truncate() });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset?>("until", NpgsqlTypes.NpgsqlDbType.TimestampTz) { TypedValue = survey.DataUntil?.Truncate() });
        command.Put("recording", survey.IsRecording);
        command.Put("storage", survey.StorageError is { } error ? StoredJson.CleanText(error, 200) : null);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset?>("gaps_from", NpgsqlTypes.NpgsqlDbType.TimestampTz) { TypedValue = survey.Searched?.From.Truncate() });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset?>("gaps_until", NpgsqlTypes.NpgsqlDbType.TimestampTz) { TypedValue = survey.Searched?.Until.Truncate() });
        command.Put("depth", verdict.Depth);
        command.Put("total", verdict.Total);
        command.Put("newest", verdict.NewestAge);
        command.Parameters.AddWithValue("required", known.RequiredDays);
        command.Put("breaks", breaksOn);
        command.Put("offset", survey.Clock?.Offset);
        command.Put("error", survey.Clock?.Error);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
