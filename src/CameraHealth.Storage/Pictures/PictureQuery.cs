using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Storage.Pictures;

/// <summary>The stored pictures of devices. Whoever gets bytes is logged in the same statement.</summary>
public sealed class PictureQuery(NpgsqlDataSource database)
{
    private const int MaxEvidence = 40;

    /// <summary>What is stored of a device, without bytes; null: no such code.</summary>
    public async Task<DevicePictures?> FindAsync(string code, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"""
            select d.code, p.id, p.role, p.is_night, p.taken_at, p.origin, p.original_sha256, p.original_bytes, p.width, p.height, p.faults, p.measured,
                p.sharpness, p.began, p.learned, p.accepted_by, p.accepted_at
            from devices d left join lateral (
                (select * from pictures where device_id = d.id and (role in (1, 4) or (role = 5 and replaced_at is null)))
                union all
                (select * from pictures where device_id = d.id and role in (2, 3) order by taken_at desc limit {MaxEvidence})) p on true
            where d.code = @code order by p.taken_at desc
            """);
        command.Parameters.AddWithValue("code", code);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var (isKnown, pictures) = (false, new List<StoredPicture>());
        while (await reader.ReadAsync(cancellationToken))
        {
            isKnown = true;
            if (!reader.IsDBNull(1))
            {
                pictures.Add(Read(reader));
            }
        }

        return isKnown ? Sort(pictures) : null;
    }

    /// <summary>The bytes of one picture of a device, and a row that says who looked; null: there is none of it (any more).</summary>
    /// <param name="code">The device.</param>
    /// <param name="id">The picture; null: the newest.</param>
    /// <param name="viewer">Who looks: a name, or the address it came from.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<PictureContent?> ViewAsync(string code, long? id, string viewer, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            with found as (
                select p.id, p.device_id, p.taken_at, p.content from pictures p join devices d on d.id = p.device_id
                where d.code = @code and (p.id = @id or (@id is null and p.role = 1))),
            logged as (insert into picture_views (picture_id, device_id, viewer) select id, device_id, @viewer from found)
            select id, content, taken_at from found
            """);
        command.Parameters.AddWithValue("code", code);
        command.Parameters.Add(new NpgsqlParameter<long?>("id", NpgsqlTypes.NpgsqlDbType.Bigint) { TypedValue = id });
        command.Parameters.AddWithValue("viewer", viewer);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? new PictureContent(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), reader.GetInstant(2)) : null;
    }

    private static DevicePictures Sort(List<StoredPicture> pictures)
    {
        var latest = pictures.Find(picture => picture.Role == PictureRole.Latest);
        return new DevicePictures(
            latest,
            latest is { Faults.Count: 0 } ? latest : pictures.Find(picture => picture.Role == PictureRole.LastGood),
            pictures.FindAll(picture => picture.Role == PictureRole.Reference),
            pictures.FindAll(picture => picture.Role == PictureRole.Candidate && picture.LearnedFrom >= ReferenceLearning.EnoughPictures),
            pictures.FindAll(picture => picture.Role is PictureRole.LastGood or PictureRole.Began));
    }

    private static StoredPicture Read(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetInt64(1),
        Role = (PictureRole)reader.GetInt16(2),
        IsNight = reader.GetBoolean(3),
        TakenAt = reader.GetInstant(4),
        Origin = (PictureOrigin)reader.GetInt16(5),
        OriginalSha256 = Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(6)),
        OriginalBytes = reader.GetInt32(7),
        Width = reader.GetInt32(8),
        Height = reader.GetInt32(9),
        Faults = StoredJson.Read<SeenFault[]>(reader.GetString(10)) ?? [],
        Measured = reader.GetFieldValue<string[]>(11),
        Sharpness = reader.GetNullable<float>(12),
        HasBegun = reader.GetBoolean(13),
        LearnedFrom = reader.GetNullable<int>(14),
        AcceptedBy = reader.IsDBNull(15) ? null : reader.GetString(15),
        AcceptedAt = reader.GetNullable<DateTimeOffset>(16),
    };
}
