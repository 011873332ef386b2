using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Storage.Queries;

/// <summary>The history of a device's overall status.</summary>
public sealed class HistoryQuery(NpgsqlDataSource database)
{
    /// <summary>Intervals that touch the window, newest version, in order of time. A verdict that is no longer vouched for ends when its next
    /// observation was due, and is followed by an open Unknown one. Empty: no such device, or never observed.</summary>
    public async Task<IReadOnlyList<IntervalRow>> ReadAsync(string code, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"""
            select lower(i.during), upper(i.during), i.status, i.reason, i.broken_rung, clock_timestamp(), {StateTable.Columns}
            from devices d join state_intervals i on i.device_id = d.id join device_states st on st.device_id = d.id {StateTable.Joins}
            where d.code = @code and i.rung = 0 and i.superseded_at is null and i.during && tstzrange(@from, @to)
            order by lower(i.during)
            """);
        command.Parameters.AddWithValue("code", code);
        command.Parameters.AddWithValue("from", from.ToUniversalTime());
        command.Parameters.AddWithValue("to", to.ToUniversalTime());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<IntervalRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.AddRange(Clip(ReadInterval(reader), reader));
        }

        return [.. rows.Where(row => row.From < to && (row.To is null || row.To > from))];
    }

    private static IntervalRow ReadInterval(NpgsqlDataReader reader) => new(
        reader.GetInstant(0),
        reader.GetNullable<DateTimeOffset>(1),
        (Status)reader.GetInt16(2),
        (Reason)reader.GetInt16(3),
        (Rung?)reader.GetNullable<short>(4));

    private static IEnumerable<IntervalRow> Clip(IntervalRow interval, NpgsqlDataReader reader)
    {
        if (interval.To is not null)
        {
            return [interval];
        }

        var state = StateTable.Read(reader, 6) with { Status = interval.Status, Reason = interval.Reason, BrokenRung = interval.BrokenRung, Since = interval.From };
        var (status, reason, brokenRung, since) = FreshView.Of(state, reader.GetInstant(5));
        if (status == interval.Status)
        {
            return [interval];
        }

        var unknown = new IntervalRow(since, null, status, reason, brokenRung);
        return since > interval.From ? [interval with { To = since }, unknown] : [unknown];
    }
}
