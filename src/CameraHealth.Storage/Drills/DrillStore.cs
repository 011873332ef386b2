using CameraHealth.Monitoring.Drills;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Storage.Drills;

/// <summary>A drill that waits to be made.</summary>
/// <param name="Id">Identity.</param>
/// <param name="DeviceId">The camera.</param>
/// <param name="At">The moment, true UTC.</param>
/// <param name="Length">How much.</param>
/// <param name="Control">future or past; null: a drill proper.</param>
/// <param name="IsOnDemand">Asked for by a person.</param>
public sealed record WaitingDrill(long Id, long DeviceId, DateTimeOffset At, TimeSpan Length, string? Control, bool IsOnDemand);

/// <summary>What polls have learnt of a camera.</summary>
/// <param name="KeyframeInterval">Of its live stream; null: not measured.</param>
/// <param name="CameraClock">Its clock minus ours, read within a day; null: not read.</param>
public sealed record LearnedOfCamera(TimeSpan? KeyframeInterval, TimeSpan? CameraClock);

/// <summary>Draws, queues and keeps drills. What is finished cannot be changed.</summary>
public sealed class DrillStore(NpgsqlDataSource database)
{
    /// <summary>A worker that was killed leaves its drill; so long after its start it is taken up again.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(15);

    /// <summary>Publishes the hashes of the seeds of nights, so that each night's is known a day before.</summary>
    public async Task CommitAsync(IEnumerable<DateOnly> nights, CancellationToken cancellationToken)
    {
        foreach (var night in nights)
        {
            var seed = DrillSeed.Create();
            await using var command = database.CreateCommand("insert into drill_nights (night, commitment, seed) values (@night, @commitment, @seed) on conflict do nothing");
            command.Parameters.AddWithValue("night", night);
            command.Parameters.AddWithValue("commitment", seed.Commitment);
            command.Parameters.AddWithValue("seed", seed.Bytes.ToArray());
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Draws a night once; its drills wait from then on.</summary>
    /// <returns>How many were drawn; null: it was drawn before, or is not committed.</returns>
    public async Task<int?> DrawAsync(DateOnly night, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await TakeSeedAsync(connection, night, cancellationToken) is not { } seed)
        {
            return null;
        }

        var channels = await ReadChannelsAsync(connection, cancellationToken);
        var drawn = DrillDraw.Of(seed, night, now, channels);
        foreach (var drill in drawn)
        {
            await InsertAsync(connection, drill.DeviceId, night, drill.Age, drill.At, null, null, cancellationToken);
        }

        foreach (var (device, at, control) in await ReadControlsAsync(connection, now, cancellationToken))
        {
            await InsertAsync(connection, device, night, DrillAge.Any, at, control, null, cancellationToken);
        }

        await using var done = new NpgsqlCommand("update drill_nights set drawn_at = @now, channels = @channels where night = @night", connection);
        done.Parameters.AddWithValue("now", now);
        done.Parameters.AddWithValue("channels", channels.Count);
        done.Parameters.AddWithValue("night", night);
        await done.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return drawn.Count;
    }

    /// <summary>Asks for footage of a camera; the worker makes it.</summary>
    /// <returns>Its identity; null: no such camera.</returns>
    public async Task<long?> RequestAsync(string code, DateTimeOffset at, int seconds, string person, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            insert into drills (device_id, recorder_id, age, asked_at, seconds, requested_by)
            select id, recorder_id, 0, @at, @seconds, @person from devices where code = @code and kind <> 2 returning id
            """);
        command.Parameters.AddWithValue("code", code);
        command.Parameters.AddWithValue("at", at.Truncate());
        command.Parameters.AddWithValue("seconds", seconds);
        command.Parameters.AddWithValue("person", person);
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }

    /// <summary>Drills that wait, those of persons first; of one recorder, the next of the night waits for the one before.</summary>
    public async Task<IReadOnlyList<WaitingDrill>> ReadWaitingAsync(bool isOffPeak, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            select id, device_id, asked_at, seconds, control, night is null from drills
            where finished_at is null and (started_at is null or started_at < clock_timestamp() - @abandoned) and (night is null or @off_peak)
            order by night is not null, id limit 500
            """);
        command.Parameters.AddWithValue("abandoned", Abandoned);
        command.Parameters.AddWithValue("off_peak", isOffPeak);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var waiting = new List<WaitingDrill>();
        while (await reader.ReadAsync(cancellationToken))
        {
            waiting.Add(ReadWaiting(reader));
        }

        return waiting;
    }

    /// <summary>What polls have learnt of a camera that matters for a drill.</summary>
    public async Task<LearnedOfCamera> ReadLearnedAsync(long device, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select stream, case when clock_at > clock_timestamp() - interval '1 day' then clock end from device_readings where device_id = @device");
        command.Parameters.AddWithValue("device", (int)device);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return new LearnedOfCamera(null, null);
        }

        return ReadLearned(reader);
    }

    /// <summary>Takes a drill up; false: another worker was quicker.</summary>
    public async Task<bool> StartAsync(long id, string worker, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            update drills set started_at = clock_timestamp(), worker = @worker, step = 'locating'
            where id = @id and finished_at is null and (started_at is null or started_at < clock_timestamp() - @abandoned)
            """);
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("worker", worker);
        command.Parameters.AddWithValue("abandoned", Abandoned);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>Says what is being done.</summary>
    public async Task TellAsync(long id, string step, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("update drills set step = @step where id = @id and finished_at is null");
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("step", step);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Keeps a result for good.</summary>
    /// <param name="id">The drill.</param>
    /// <param name="result">What came of it.</param>
    /// <param name="cause">The cause of a failure; null: none.</param>
    /// <param name="cameraClock">The camera's own clock; null: not read.</param>
    /// <param name="serverClock">The worker's machine against the database.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task FinishAsync(long id, DrillResult result, string? cause, TimeSpan? cameraClock, TimeSpan serverClock, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            update drills set finished_at = clock_timestamp(), step = 'done', outcome = @outcome, standing = @standing, cause = @cause, reason = @reason, detail = @detail,
                asked_device_at = @asked_device, clock_offset = @offset, clock_error = @error, clock_measured_at = @measured, camera_clock_offset = @camera,
                server_clock_offset = @server, first_capture_at = @first, last_capture_at = @last, gap = @gap, frames = @frames, keyframes = @keyframes, decoded = @decoded,
                packets_lost = @lost, codec = @codec, bytes = @bytes, sha256 = @sha, still = @still, duration = @duration, trace = @trace
            where id = @id and finished_at is null
            """);
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("outcome", System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(result.Outcome.ToString()));
        command.Parameters.AddWithValue("standing", (short)DrillStandings.Of(result.Outcome, result.Reason));
        command.Put("cause", cause);
        command.Put("reason", result.Reason);
        command.Put("detail", result.Detail is { } detail ? StoredJson.CleanText(detail, 500) : null);
        command.Put("asked_device", result.AskedDeviceAt);
        command.Put("offset", result.Clock?.Offset);
        command.Put("error", result.Clock?.Error);
        command.Put("measured", result.Clock?.MeasuredAt);
        command.Put("camera", cameraClock);
        command.Parameters.AddWithValue("server", serverClock);
        command.Put("first", result.FirstCaptureAt);
        command.Put("last", result.LastCaptureAt);
        command.Put("gap", result.Gap);
        command.Put("frames", result.Frames);
        command.Put("keyframes", result.Keyframes);
        command.Put("decoded", result.Decoded);
        command.Put("lost", result.PacketsLost);
        command.Put("codec", result.Codec);
        command.Put("bytes", result.Bytes);
        command.Put("sha", result.Sha256);
        command.Parameters.Add(new NpgsqlParameter("still", NpgsqlTypes.NpgsqlDbType.Bytea) { Value = result.Still is { } still ? still.ToArray() : DBNull.Value });
        command.Put("duration", result.Duration);
        command.Parameters.AddWithValue("trace", result.Trace.Take(100).Select(line => StoredJson.CleanText(line, 500)).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static WaitingDrill ReadWaiting(NpgsqlDataReader reader) => new(
        reader.GetInt64(0), reader.GetInt32(1), reader.GetInstant(2), TimeSpan.FromSeconds(reader.GetInt32(3)), reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetBoolean(5));

    private static LearnedOfCamera ReadLearned(NpgsqlDataReader reader)
    {
        string? Text(int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);
        return new LearnedOfCamera(StoredJson.Read<StreamReading>(Text(0))?.KeyframeInterval, StoredJson.Read<ClockReading>(Text(1))?.Offset);
    }

    private static async Task<DrillSeed?> TakeSeedAsync(NpgsqlConnection connection, DateOnly night, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select seed from drill_nights where night = @night and drawn_at is null for update", connection);
        command.Parameters.AddWithValue("night", night);
        return await command.ExecuteScalarAsync(cancellationToken) is byte[] seed ? new DrillSeed(seed) : null;
    }

    // Only channels whose recorder has told of footage: of the others there is nothing to draw, and they are shown as not measured.
    private static async Task<IReadOnlyList<DrillChannel>> ReadChannelsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select d.id, d.code, coalesce(d.required_days, @default), (select max(night) from drills where device_id = d.id and control is null)
            from devices d join channel_recordings r on r.device_id = d.id
            where d.kind <> 2 and r.answered_at is not null and r.data_from is not null order by d.code
            """, connection);
        command.Parameters.AddWithValue("default", Recordings.KnownRecording.DefaultRequiredDays);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var channels = new List<DrillChannel>();
        while (await reader.ReadAsync(cancellationToken))
        {
            channels.Add(new DrillChannel(reader.GetInt32(0), reader.GetString(1), reader.GetInt32(2), reader.GetNullable<DateOnly>(3)));
        }

        return channels;
    }

    // Once a recorder: a time to come, and one before its oldest footage. What plays for these does not read the time asked for.
    private static async Task<IReadOnlyList<(long Device, DateTimeOffset At, string Control)>> ReadControlsAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select distinct on (coalesce(d.recorder_id, d.id)) d.id, r.data_from
            from devices d join channel_recordings r on r.device_id = d.id
            where d.kind <> 2 and r.answered_at is not null and r.data_from is not null
                and not exists (select from drills x where x.control is not null and (x.outcome is null or x.outcome in ('proven', 'gap', 'not_verified', 'undecodable'))
                    and coalesce(x.recorder_id, x.device_id) = coalesce(d.recorder_id, d.id))
            order by coalesce(d.recorder_id, d.id), d.id
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var controls = new List<(long, DateTimeOffset, string)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            controls.Add((reader.GetInt32(0), now.AddDays(1), "future"));
            controls.Add((reader.GetInt32(0), reader.GetInstant(1).AddDays(-2), "past"));
        }

        return controls;
    }

    private static async Task InsertAsync(
        NpgsqlConnection connection, long device, DateOnly night, DrillAge age, DateTimeOffset at, string? control, string? person, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            insert into drills (device_id, recorder_id, night, age, control, asked_at, seconds, requested_by)
            select id, recorder_id, @night, @age, @control, @at, 10, @person from devices where id = @device
            """, connection);
        command.Parameters.AddWithValue("device", (int)device);
        command.Parameters.AddWithValue("night", night);
        command.Parameters.AddWithValue("age", (short)age);
        command.Put("control", control);
        command.Parameters.AddWithValue("at", at.Truncate());
        command.Put("person", person);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
