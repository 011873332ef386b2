using CameraHealth.Monitoring.Drills;
using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Storage.Drills;

/// <summary>Reads drills and the figures made of them.</summary>
public sealed class DrillQuery(NpgsqlDataSource database)
{
    private const string Rows = """
        select x.id, d.code, rec.code, x.night, x.age, x.control, x.asked_at, x.seconds, x.requested_at, x.requested_by, x.started_at, x.finished_at,
            coalesce(x.step, 'waiting'), x.outcome, x.standing, x.cause, x.reason, x.detail, x.asked_device_at, x.clock_offset, x.clock_error, x.clock_measured_at,
            x.camera_clock_offset, x.server_clock_offset, x.first_capture_at, x.last_capture_at, x.gap, x.frames, x.keyframes, x.decoded, x.packets_lost, x.codec,
            x.bytes, x.sha256, x.still is not null
        from drills x join devices d on d.id = x.device_id left join devices rec on rec.id = x.recorder_id
        """;

    /// <summary>Drills, newest first.</summary>
    /// <param name="device">Code of a camera; null: all.</param>
    /// <param name="before">Identity below which to go on; null: from the newest.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<DrillRow>> ListAsync(string? device, long? before, int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            Rows + " where (@device is null or d.code = @device) and x.id < @before order by x.id desc limit @most");
        command.Put("device", device);
        command.Parameters.AddWithValue("before", before ?? long.MaxValue);
        command.Parameters.AddWithValue("most", most);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<DrillRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(Read(reader));
        }

        return rows;
    }

    /// <summary>One drill; null: there is none.</summary>
    public async Task<DrillRow?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Rows + " where x.id = @id");
        command.Parameters.AddWithValue("id", id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    /// <summary>The still of a drill; null: there is none.</summary>
    public async Task<byte[]?> FindStillAsync(long id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select still from drills where id = @id");
        command.Parameters.AddWithValue("id", id);
        return await command.ExecuteScalarAsync(cancellationToken) as byte[];
    }

    /// <summary>K11 of the drills that were over in a window. Negative controls are no drills; of each channel's drills that a person asked for, all count.</summary>
    public async Task<Retrievability> MeasureAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            select device_id, standing, coalesce(cause, reason, outcome) from drills
            where finished_at >= @from and finished_at < @to and control is null
            """);
        command.Parameters.AddWithValue("from", from);
        command.Parameters.AddWithValue("to", to);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var drills = new List<(long, DrillStanding, string)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            drills.Add((reader.GetInt32(0), (DrillStanding)reader.GetInt16(1), reader.GetString(2)));
        }

        return Retrievability.Of(drills);
    }

    /// <summary>How many drills ever ended so, by outcome. Drills are never deleted: the numbers only grow.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select outcome, count(*) from drills where finished_at is not null and control is null group by outcome");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            counts.Add(reader.GetString(0), reader.GetInt64(1));
        }

        return counts;
    }

    /// <summary>Nights with what was published of them: the hash before, the seed once it was drawn.</summary>
    public async Task<IReadOnlyList<DrillNight>> ListNightsAsync(int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            select night, commitment, committed_at, drawn_at, case when drawn_at is not null then encode(seed, 'hex') end, channels
            from drill_nights order by night desc limit @most
            """);
        command.Parameters.AddWithValue("most", most);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var nights = new List<DrillNight>();
        while (await reader.ReadAsync(cancellationToken))
        {
            nights.Add(ReadNight(reader));
        }

        return nights;
    }

    private static DrillNight ReadNight(NpgsqlDataReader reader) => new(
        reader.GetFieldValue<DateOnly>(0), reader.GetString(1), reader.GetInstant(2), reader.GetNullable<DateTimeOffset>(3),
        reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetNullable<int>(5));

    private static DrillRow Read(NpgsqlDataReader reader)
    {
        string? Text(int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);
        return new DrillRow
        {
            Id = reader.GetInt64(0),
            Device = reader.GetString(1),
            Recorder = Text(2),
            Night = reader.GetNullable<DateOnly>(3),
            Age = (DrillAge)reader.GetInt16(4),
            Control = Text(5),
            AskedAt = reader.GetInstant(6),
            Seconds = reader.GetInt32(7),
            RequestedAt = reader.GetInstant(8),
            RequestedBy = Text(9),
            StartedAt = reader.GetNullable<DateTimeOffset>(10),
            FinishedAt = reader.GetNullable<DateTimeOffset>(11),
            Step = Text(12),
            Outcome = Text(13),
            Standing = (DrillStanding?)reader.GetNullable<short>(14),
            Cause = Text(15),
            Reason = Text(16),
            Detail = Text(17),
            AskedDeviceAt = reader.GetNullable<DateTimeOffset>(18),
            ClockOffset = reader.GetNullable<TimeSpan>(19),
            ClockError = reader.GetNullable<TimeSpan>(20),
            ClockMeasuredAt = reader.GetNullable<DateTimeOffset>(21),
            CameraClockOffset = reader.GetNullable<TimeSpan>(22),
            ServerClockOffset = reader.GetNullable<TimeSpan>(23),
            FirstCaptureAt = reader.GetNullable<DateTimeOffset>(24),
            LastCaptureAt = reader.GetNullable<DateTimeOffset>(25),
            Gap = reader.GetNullable<TimeSpan>(26),
            Frames = reader.GetNullable<int>(27),
            Keyframes = reader.GetNullable<int>(28),
            Decoded = reader.GetNullable<int>(29),
            PacketsLost = reader.GetNullable<long>(30),
            Codec = Text(31),
            Bytes = reader.GetNullable<int>(32),
            Sha256 = Text(33),
            HasStill = reader.GetBoolean(34),
        };
    }
}

/// <summary>A night of drills.</summary>
/// <param name="Night">Its day, UTC.</param>
/// <param name="Commitment">SHA-256 of its seed, published the day before.</param>
/// <param name="CommittedAt">When that was published.</param>
/// <param name="DrawnAt">When it was drawn; null: not yet.</param>
/// <param name="Seed">Hexadecimal; null: not drawn, so nobody may know it.</param>
/// <param name="Channels">Channels that could be drawn; null: not drawn.</param>
public sealed record DrillNight(DateOnly Night, string Commitment, DateTimeOffset CommittedAt, DateTimeOffset? DrawnAt, string? Seed, int? Channels);
