using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace CameraHealth.Storage.Pictures;

/// <summary>Keeps each device's newest picture, the evidence of findings, and the candidates for references.</summary>
public sealed class PictureStore(NpgsqlDataSource database, PicturesOptions options)
{
    // One in five minutes; who takes more of them knows no more of a day.
    private const int MaxPicturesADay = 288;

    private const string Columns = """
        device_id, role, is_night, began, taken_at, origin, original_sha256, original_bytes, width, height, fault, faults, measured, sharpness, brightness, content
        """;

    private const string Values = """
        @device, @role, @night, @began, @at, @origin, @sha, @bytes, @width, @height, @fault, @faults::jsonb, @measured, @sharpness, @brightness, @content
        """;

    /// <summary>Takes the newest picture in; the one before it stays only as evidence. One that comes late is left out.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="jpeg">The small copy that is stored.</param>
    /// <param name="cancellationToken">Ends it; nothing is kept then.</param>
    /// <returns>Whether it was kept.</returns>
    public async Task<bool> KeepAsync(TakenPicture picture, byte[] jpeg, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var before = await LockLatestAsync(connection, picture.DeviceId, cancellationToken);
        if (before?.At >= picture.At)
        {
            return false;
        }

        var fault = MainFaultOf(picture.Reading);
        if (before is { } last)
        {
            await PutAsideAsync(connection, last, fault, cancellationToken);
        }

        var began = fault is not null && !string.Equals(fault, before?.Fault, StringComparison.Ordinal);
        await InsertAsync(connection, picture, jpeg, PictureRole.Latest, began, cancellationToken);
        if (picture.Reading.Sharpness is { } sharpness)
        {
            await CountAsync(connection, picture, fault, sharpness, cancellationToken);
            if (fault is null)
            {
                await LearnAsync(connection, picture, jpeg, sharpness, cancellationToken);
            }
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    // Not the row: there may be no picture yet.
    private static async Task<Latest?> LockLatestAsync(NpgsqlConnection connection, long deviceId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"""
            select pg_advisory_xact_lock({AdvisoryLocks.Pictures}, @device);
            select id, taken_at, fault, began from pictures where device_id = @device and role = 1
            """, connection);
        command.Parameters.AddWithValue("device", (int)deviceId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? ReadLatest(reader) : null;
    }

    private static Latest ReadLatest(NpgsqlDataReader reader) => new(reader.GetInt64(0), reader.GetInstant(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetBoolean(3));

    private static string? MainFaultOf(PictureReading reading) => reading.Faults.Count > 0 ? reading.Faults[0].Kind : null;

    private static async Task PutAsideAsync(NpgsqlConnection connection, Latest last, string? fault, CancellationToken cancellationToken)
    {
        PictureRole? role = last.Began ? PictureRole.Began : last.Fault is null && fault is not null ? PictureRole.LastGood : null;
        await using var command = new NpgsqlCommand(
            role is null ? "delete from pictures where id = @id" : "update pictures set role = @role where id = @id", connection);
        command.Parameters.AddWithValue("id", last.Id);
        command.Parameters.AddWithValue("role", (short)(role ?? PictureRole.Latest));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task InsertAsync(NpgsqlConnection connection, TakenPicture picture, byte[] jpeg, PictureRole role, bool began, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"insert into pictures ({Columns}) values ({Values})", connection);
        AddPicture(command, picture, jpeg, role, began);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void AddPicture(NpgsqlCommand command, TakenPicture picture, byte[] jpeg, PictureRole role, bool began)
    {
        var reading = picture.Reading;
        command.Parameters.AddWithValue("device", (int)picture.DeviceId);
        command.Parameters.AddWithValue("role", (short)role);
        command.Parameters.AddWithValue("night", reading.IsNight);
        command.Parameters.AddWithValue("began", began);
        command.Parameters.AddWithValue("at", picture.At.Truncate());
        command.Parameters.AddWithValue("origin", (short)reading.Origin);
        command.Parameters.AddWithValue("sha", Convert.FromHexString(reading.Sha256));
        command.Parameters.AddWithValue("bytes", reading.Bytes);
        command.Parameters.AddWithValue("width", reading.Width);
        command.Parameters.AddWithValue("height", reading.Height);
        command.Parameters.Add(new NpgsqlParameter<string?>("fault", NpgsqlDbType.Text) { TypedValue = MainFaultOf(reading) });
        command.Parameters.AddWithValue("faults", StoredJson.Write(reading.Faults));
        command.Parameters.AddWithValue("measured", reading.Measured.ToArray());
        command.Parameters.Add(new NpgsqlParameter<float?>("sharpness", NpgsqlDbType.Real) { TypedValue = (float?)reading.Sharpness });
        command.Parameters.AddWithValue("brightness", (float)reading.Brightness);
        command.Parameters.AddWithValue("content", jpeg);
    }

    // Fog, noise or a thing before the lens say nothing about a film on it; that the picture is blurred by now says all.
    private static async Task CountAsync(NpgsqlConnection connection, TakenPicture picture, string? fault, double sharpness, CancellationToken cancellationToken)
    {
        if (fault is not (null or "blurred"))
        {
            return;
        }

        await using var command = new NpgsqlCommand($"""
            insert into picture_days as d (device_id, day, is_night, sharpness) values (@device, (@at at time zone 'UTC')::date, @night, array[@sharpness])
            on conflict (device_id, is_night, day) do update set sharpness = d.sharpness || excluded.sharpness where cardinality(d.sharpness) < {MaxPicturesADay}
            """, connection);
        command.Parameters.AddWithValue("device", (int)picture.DeviceId);
        command.Parameters.AddWithValue("at", picture.At.Truncate());
        command.Parameters.AddWithValue("night", picture.Reading.IsNight);
        command.Parameters.AddWithValue("sharpness", (float)sharpness);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task LearnAsync(NpgsqlConnection connection, TakenPicture picture, byte[] jpeg, double sharpness, CancellationToken cancellationToken)
    {
        if (await ReadLearningAsync(connection, picture, cancellationToken) is not { IsOver: false } known)
        {
            return;
        }

        var learning = known.Learning.Add(sharpness, picture.Reading.Brightness);
        var isChosen = known.Chosen is not { } chosen || learning.Prefers((sharpness, picture.Reading.Brightness), chosen);
        await using var command = new NpgsqlCommand(
            isChosen
                ? $"""
                  delete from pictures where device_id = @device and role = 4 and is_night = @night;
                  insert into pictures ({Columns}, learned_from, learned, mean_sharpness, mean_brightness) values ({Values}, @from, @learned, @mean_sharpness, @mean_brightness)
                  """
                : """
                  update pictures set learned = @learned, mean_sharpness = @mean_sharpness, mean_brightness = @mean_brightness
                  where device_id = @device and role = 4 and is_night = @night
                  """,
            connection);
        AddPicture(command, picture, jpeg, PictureRole.Candidate, began: false);
        command.Parameters.AddWithValue("from", known.From ?? picture.At.Truncate());
        command.Parameters.AddWithValue("learned", learning.Pictures);
        command.Parameters.AddWithValue("mean_sharpness", (float)learning.MeanSharpness);
        command.Parameters.AddWithValue("mean_brightness", (float)learning.MeanBrightness);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<Known?> ReadLearningAsync(NpgsqlConnection connection, TakenPicture picture, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select role, learned_from, learned, mean_sharpness, mean_brightness, sharpness, brightness from pictures
            where device_id = @device and is_night = @night and (role = 4 or (role = 5 and replaced_at is null)) order by role desc limit 1
            """, connection);
        command.Parameters.AddWithValue("device", (int)picture.DeviceId);
        command.Parameters.AddWithValue("night", picture.Reading.IsNight);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return new Known(default, null, null, false);
        }

        if (reader.GetInt16(0) == (short)PictureRole.Reference)
        {
            return null;
        }

        var from = reader.GetInstant(1);
        return new Known(
            new ReferenceLearning(reader.GetInt32(2), reader.GetFloat(3), reader.GetFloat(4)),
            from,
            (reader.GetFloat(5), reader.GetFloat(6)),
            picture.At > from.AddDays(options.LearnDays));
    }

    private sealed record Latest(long Id, DateTimeOffset At, string? Fault, bool Began);

    private sealed record Known(ReferenceLearning Learning, DateTimeOffset? From, (double Sharpness, double Brightness)? Chosen, bool IsOver);
}
