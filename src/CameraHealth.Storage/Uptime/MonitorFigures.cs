using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Ledger;
using CameraHealth.Storage.Queries;

namespace CameraHealth.Storage.Uptime;

/// <summary>Figures of the monitor itself and of the clocks it read.</summary>
internal static class MonitorFigures
{
    /// <summary>A beat tells that the worker lives until the next three are missed; a span of life ends that long after its last beat.</summary>
    public static readonly TimeSpan BeatVouches = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan BeatInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan OwnClockTolerance = TimeSpan.FromSeconds(2);
    private const int ClocksToSuspect = 10;

    // A worker that has not beaten for 30 days before the window is gone for good: nothing is due of it.
    private const string Beats = """
        with due as (select name, greatest(first_beat_at, @from) as begin from workers where first_beat_at < @to and last_beat_at > @from - interval '30 days')
        select coalesce(sum(extract(epoch from @to - due.begin)), 0)::float8,
            coalesce(sum((select sum(extract(epoch from least(s.last_beat_at + @vouches, @to) - greatest(s.first_beat_at, due.begin)))
                from worker_spans s where s.worker = due.name and s.first_beat_at < @to and s.last_beat_at + @vouches > due.begin)), 0)::float8
        from due
        """;

    public static async Task<HeartbeatFigures> ReadBeatsAsync(LedgerReading reading, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var command = reading.Command(Beats);
        command.Parameters.AddWithValue("from", from);
        command.Parameters.AddWithValue("to", to);
        command.Parameters.AddWithValue("vouches", BeatVouches);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new HeartbeatFigures((long)(reader.GetDouble(1) / BeatInterval.TotalSeconds), (long)(reader.GetDouble(0) / BeatInterval.TotalSeconds));
    }

    /// <summary>Null: asked as of the past.</summary>
    public static async Task<ClockFigures?> ReadClocksAsync(LedgerReading reading, CancellationToken cancellationToken)
    {
        if (!reading.IsNow)
        {
            return null;
        }

        await using var command = reading.Command("select clock from device_readings where clock is not null and clock_at > @as_of - interval '1 day'");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var clocks = new List<ClockReading>();
        while (await reader.ReadAsync(cancellationToken))
        {
            clocks.Add(StoredJson.Read<ClockReading>(reader.GetString(0))!);
        }

        var offsets = clocks.Select(clock => clock.Offset).Order().ToList();
        return new ClockFigures(
            clocks.Count(clock => clock.Offset.Duration() + clock.Error <= ClockTolerance),
            clocks.Count,
            offsets.Count >= ClocksToSuspect && offsets[offsets.Count / 2].Duration() > OwnClockTolerance);
    }
}
