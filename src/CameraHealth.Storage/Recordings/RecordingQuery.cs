using CameraHealth.Monitoring.Recordings;
using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Storage.Recordings;

/// <summary>One channel's recording as it is shown. Times are true UTC; null: not measured.</summary>
public sealed record ChannelRecording
{
    /// <summary>Code of the camera.</summary>
    public required string Code { get; init; }

    /// <summary>Its site.</summary>
    public required string SiteCode { get; init; }

    /// <summary>Code of its recorder; null: a camera by itself.</summary>
    public string? Recorder { get; init; }

    /// <summary>Its channel; null: a camera by itself.</summary>
    public int? Channel { get; init; }

    /// <summary>When the recorder was asked last; null: never.</summary>
    public DateTimeOffset? SurveyedAt { get; init; }

    /// <summary>One of <see cref="RecordingCode"/>.</summary>
    public required string Finding { get; init; }

    /// <summary>Why it was not measured, for the technician.</summary>
    public string? Detail { get; init; }

    /// <summary>Oldest footage.</summary>
    public DateTimeOffset? DataFrom { get; init; }

    /// <summary>Newest footage.</summary>
    public DateTimeOffset? DataUntil { get; init; }

    /// <summary>The recorder says that it records.</summary>
    public bool? IsRecording { get; init; }

    /// <summary>What the recorder says of its storage when that is bad.</summary>
    public string? StorageError { get; init; }

    /// <summary>Contiguous footage up to the newest.</summary>
    public TimeSpan? Depth { get; init; }

    /// <summary>From the oldest footage to now.</summary>
    public TimeSpan? Total { get; init; }

    /// <summary>Age of the newest footage.</summary>
    public TimeSpan? NewestAge { get; init; }

    /// <summary>Days that have to be kept.</summary>
    public required int RequiredDays { get; init; }

    /// <summary>The day the requirement breaks if things go on so.</summary>
    public DateOnly? BreaksOn { get; init; }

    /// <summary>The recorder's clock, positive: ahead.</summary>
    public TimeSpan? ClockOffset { get; init; }

    /// <summary>Gaps of at least a minute within the required time; null: not searched.</summary>
    public int? Gaps { get; init; }

    /// <summary>The longest of them; zero: there is none; null: not searched.</summary>
    public TimeSpan? LongestGap { get; init; }

    /// <summary>All of them together; null: not searched.</summary>
    public TimeSpan? GapTime { get; init; }
}

/// <summary>Reads what is known of recordings. What a recorder did not tell is null, whatever was told long ago.</summary>
public sealed class RecordingQuery(NpgsqlDataSource database)
{
    private const string Channels = """
        select d.code, s.code, rec.code, d.channel, r.surveyed_at, coalesce(r.code, 'not_measured'), r.detail, r.data_from, r.data_until, r.is_recording, r.storage_error,
            r.depth, r.total, r.newest_age, coalesce(d.required_days, @default), r.breaks_on, r.clock_offset,
            case when r.gaps_until is not null and r.outcome = 'answered' then g.count end,
            case when r.gaps_until is not null and r.outcome = 'answered' then g.longest end,
            case when r.gaps_until is not null and r.outcome = 'answered' then g.total end,
            r.outcome = 'answered'
        from devices d join sites s on s.id = d.site_id left join devices rec on rec.id = d.recorder_id left join channel_recordings r on r.device_id = d.id
        left join lateral (
            select count(*)::int as count, coalesce(max(ends_at - starts_at), interval '0') as longest, coalesce(sum(ends_at - starts_at), interval '0') as total
            from recording_gaps where device_id = d.id and ends_at > clock_timestamp() - make_interval(days => coalesce(d.required_days, @default))) g on true
        where d.kind <> 2 and (@code is null or d.code = @code) order by d.code
        """;

    /// <summary>All cameras, or one.</summary>
    /// <param name="code">Code of one; null: all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<ChannelRecording>> ReadAsync(string? code, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Channels);
        command.Put("code", code);
        command.Parameters.AddWithValue("default", KnownRecording.DefaultRequiredDays);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var channels = new List<ChannelRecording>();
        while (await reader.ReadAsync(cancellationToken))
        {
            channels.Add(Read(reader));
        }

        return channels;
    }

    /// <summary>Gaps of a camera that end after a time, oldest first.</summary>
    public async Task<IReadOnlyList<StoredGap>> ReadGapsAsync(string code, DateTimeOffset after, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            select g.starts_at, g.ends_at, g.cause, g.is_open from recording_gaps g join devices d on d.id = g.device_id
            where d.code = @code and g.ends_at > @after order by g.starts_at limit 1000
            """);
        command.Parameters.AddWithValue("code", code);
        command.Parameters.AddWithValue("after", after);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var gaps = new List<StoredGap>();
        while (await reader.ReadAsync(cancellationToken))
        {
            gaps.Add(new StoredGap(new Stretch(reader.GetInstant(0), reader.GetInstant(1)), reader.GetString(2), reader.GetBoolean(3)));
        }

        return gaps;
    }

    private static ChannelRecording Read(NpgsqlDataReader reader)
    {
        var isAnswered = !reader.IsDBNull(20) && reader.GetBoolean(20);
        return new ChannelRecording
        {
            Code = reader.GetString(0),
            SiteCode = reader.GetString(1),
            Recorder = Text(reader, 2),
            Channel = reader.GetNullable<int>(3),
            SurveyedAt = reader.GetNullable<DateTimeOffset>(4),
            Finding = reader.GetString(5),
            Detail = Text(reader, 6),
            DataFrom = isAnswered ? reader.GetNullable<DateTimeOffset>(7) : null,
            DataUntil = isAnswered ? reader.GetNullable<DateTimeOffset>(8) : null,
            IsRecording = reader.GetNullable<bool>(9),
            StorageError = Text(reader, 10),
            Depth = reader.GetNullable<TimeSpan>(11),
            Total = reader.GetNullable<TimeSpan>(12),
            NewestAge = reader.GetNullable<TimeSpan>(13),
            RequiredDays = reader.GetInt32(14),
            BreaksOn = reader.GetNullable<DateOnly>(15),
            ClockOffset = reader.GetNullable<TimeSpan>(16),
            Gaps = reader.GetNullable<int>(17),
            LongestGap = reader.GetNullable<TimeSpan>(18),
            GapTime = reader.GetNullable<TimeSpan>(19),
        };
    }

    private static string? Text(NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);
}
