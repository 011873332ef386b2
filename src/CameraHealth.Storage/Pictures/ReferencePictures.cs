using CameraHealth.Monitoring.Probing.Pictures;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CameraHealth.Storage.Pictures;

/// <summary>What came of accepting a view.</summary>
public enum Acceptance
{
    /// <summary>It is the reference now.</summary>
    Accepted,

    /// <summary>There is no such picture of this device any more.</summary>
    PictureGone,

    /// <summary>The picture has a finding of its own: it cannot be what others are compared with.</summary>
    PictureFaulty,
}

/// <summary>The views that people accepted.</summary>
public sealed partial class ReferencePictures(NpgsqlDataSource database, ILogger<ReferencePictures> log) : IReferencePictures
{
    private const int CommandSeconds = 5;

    /// <inheritdoc/>
    public async Task<AcceptedViews> FindAsync(long deviceId, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = database.CreateCommand("select is_night, content from pictures where device_id = @device and role = 5 and replaced_at is null");
            command.CommandTimeout = CommandSeconds;
            command.Parameters.AddWithValue("device", (int)deviceId);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var views = AcceptedViews.None;
            while (await reader.ReadAsync(cancellationToken))
            {
                var content = reader.GetFieldValue<byte[]>(1);
                views = reader.GetBoolean(0) ? views with { Night = content } : views with { Day = content };
            }

            return views;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            Unreadable(log, exception.Message);
            return AcceptedViews.None;
        }
    }

    /// <summary>Makes a stored picture the reference of its device, by day or by night as it was taken. The one before it stays, with the time it was replaced.</summary>
    /// <param name="code">The device.</param>
    /// <param name="pictureId">The picture that the person saw.</param>
    /// <param name="person">Who accepts it; 1 to 200 characters.</param>
    /// <param name="note">Why, for example a repair; null: nothing said.</param>
    /// <param name="cancellationToken">Ends it; nothing is changed then.</param>
    public async Task<Acceptance> AcceptAsync(string code, long pictureId, string person, string? note, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (found, fault) = await LockAsync(connection, code, pictureId, cancellationToken);
        if (!found)
        {
            return Acceptance.PictureGone;
        }

        // Moved is the very reason for a new view.
        if (fault is not (null or "moved"))
        {
            return Acceptance.PictureFaulty;
        }

        await using var command = new NpgsqlCommand("""
            update pictures r set replaced_at = clock_timestamp() from pictures p
            where p.id = @id and r.device_id = p.device_id and r.is_night = p.is_night and r.role = 5 and r.replaced_at is null;
            insert into pictures (device_id, role, is_night, taken_at, origin, original_sha256, original_bytes, width, height, faults, measured, sharpness, brightness,
                content, accepted_by, accepted_at, note)
            select device_id, 5, is_night, taken_at, origin, original_sha256, original_bytes, width, height, '[]', measured, sharpness, brightness,
                content, @person, clock_timestamp(), @note
            from pictures where id = @id;
            delete from pictures c using pictures p where p.id = @id and c.device_id = p.device_id and c.is_night = p.is_night and c.role = 4;
            """, connection);
        command.Parameters.AddWithValue("id", pictureId);
        command.Parameters.AddWithValue("person", person);
        command.Parameters.Add(new NpgsqlParameter<string?>("note", NpgsqlTypes.NpgsqlDbType.Text) { TypedValue = note });
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Acceptance.Accepted;
    }

    private static async Task<(bool Found, string? Fault)> LockAsync(NpgsqlConnection connection, string code, long pictureId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select p.fault from pictures p join devices d on d.id = p.device_id where p.id = @id and d.code = @code and p.role <> 5 for update of p
            """, connection);
        command.Parameters.AddWithValue("id", pictureId);
        command.Parameters.AddWithValue("code", code);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (true, reader.IsDBNull(0) ? null : reader.GetString(0)) : (false, null);
    }

    [LoggerMessage(60, LogLevel.Debug, "Accepted views cannot be read now ({Cause}): whether a view moved is not measured meanwhile")]
    private static partial void Unreadable(ILogger log, string cause);
}
