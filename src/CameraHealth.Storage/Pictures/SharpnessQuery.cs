using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Storage.Pictures;

/// <summary>How sharp a device's pictures were day by day, and when its lens is to be cleaned.</summary>
public sealed class SharpnessQuery(NpgsqlDataSource database)
{
    /// <summary>Days looked at.</summary>
    public const int Days = 30;

    /// <summary>The last days; null: no such code.</summary>
    /// <param name="code">The device.</param>
    /// <param name="now">The last of the days is its day.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<DeviceSharpness?> ReadAsync(string code, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // A view that was accepted anew (repair, cleaning, another lens) begins a new course: what was before is not comparable.
        await using var command = database.CreateCommand("""
            select p.is_night, p.day, percentile_cont(0.5) within group (order by s), count(s)::integer, r.sharpness
            from devices d
            left join lateral (select * from picture_days where device_id = d.id and day > @today - @days and day <= @today) p on true
            left join pictures r on r.device_id = d.id and r.is_night = p.is_night and r.role = 5 and r.replaced_at is null
            left join lateral unnest(p.sharpness) s on true
            where d.code = @code and (r.accepted_at is null or p.day > (r.accepted_at at time zone 'UTC')::date)
            group by p.is_night, p.day, r.sharpness order by p.day
            """);
        command.Parameters.AddWithValue("code", code);
        command.Parameters.AddWithValue("today", DateOnly.FromDateTime(now.UtcDateTime));
        command.Parameters.AddWithValue("days", Days);
        var (days, nights, usual) = (new List<SharpnessDay>(), new List<SharpnessDay>(), new double?[2]);
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                Add(reader, days, nights, usual);
            }
        }

        return days.Count + nights.Count > 0 || await IsKnownAsync(code, cancellationToken) ? new DeviceSharpness(Of(days, usual[0]), Of(nights, usual[1])) : null;
    }

    // A device without pictures is one row of nulls.
    private static void Add(NpgsqlDataReader reader, List<SharpnessDay> days, List<SharpnessDay> nights, double?[] usual)
    {
        if (reader.IsDBNull(0))
        {
            return;
        }

        var isNight = reader.GetBoolean(0);
        (isNight ? nights : days).Add(new SharpnessDay(reader.GetFieldValue<DateOnly>(1), reader.GetDouble(2), reader.GetInt32(3)));
        usual[isNight ? 1 : 0] = reader.GetNullable<float>(4);
    }

    private static SharpnessSeries Of(List<SharpnessDay> days, double? usual) => new(days, SharpnessTrend.Of(days, usual));

    private async Task<bool> IsKnownAsync(string code, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select exists (select from devices where code = @code)");
        command.Parameters.AddWithValue("code", code);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}

/// <summary>A device's sharpness, by day and by night: the light differs, so each has its own course.</summary>
/// <param name="Day">By day.</param>
/// <param name="Night">By night.</param>
public sealed record DeviceSharpness(SharpnessSeries Day, SharpnessSeries Night)
{
    /// <summary>The earlier of the two forecasts; null: neither tells one.</summary>
    public DateOnly? CleaningOn => Day.Trend.CleaningOn is { } day && Night.Trend.CleaningOn is { } night ? (day < night ? day : night) : Day.Trend.CleaningOn ?? Night.Trend.CleaningOn;
}

/// <summary>Days and their course.</summary>
/// <param name="Days">Those with comparable pictures since the view was last accepted, in order.</param>
/// <param name="Trend">Their course.</param>
public sealed record SharpnessSeries(IReadOnlyList<SharpnessDay> Days, SharpnessTrend Trend);
