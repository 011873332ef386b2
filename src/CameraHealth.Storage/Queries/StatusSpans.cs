using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Uptime;
using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Storage.Queries;

/// <summary>Reads the overall status's history as known at a recorded time.</summary>
internal static class StatusSpans
{
    private const string Columns = "i.device_id, i.status, lower(i.during), upper(i.during), ";

    // What lasts is clipped by the freshness known then: the one kept with the version, or the current one.
    private const string Current =
        Columns + "f.next_due_at, f.vouched_until from state_intervals i join device_freshness f on f.device_id = i.device_id where i.rung = 0 and i.superseded_at is null";

    private const string Superseded = Columns + "i.next_due_at, i.vouched_until from state_intervals i where i.rung = 0 and i.superseded_at > @as_of";

    private const string Window = " and i.recorded_at <= @as_of and i.during && tstzrange(@from, @to)";

    /// <summary>Spans by device, in order of time; holes are unknown.</summary>
    public static async Task<ILookup<int, StatusSpan>> ReadAsync(
        NpgsqlConnection connection, int? deviceId, DateTimeOffset from, DateTimeOffset to, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var device = deviceId is null ? "" : " and i.device_id = @device";
        await using var command = new NpgsqlCommand($"select {Current}{Window}{device} union all select {Superseded}{Window}{device} order by 1, 3", connection);
        command.Parameters.AddWithValue("from", from);
        command.Parameters.AddWithValue("to", to);
        command.Parameters.AddWithValue("as_of", asOf);
        if (deviceId is { } id)
        {
            command.Parameters.AddWithValue("device", id);
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var spans = new List<(int DeviceId, StatusSpan Span)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var status = (Status)reader.GetInt16(1);
            var begin = reader.GetInstant(2);
            var end = reader.GetNullable<DateTimeOffset>(3) ?? EndOfOpen(status, reader.GetNullable<DateTimeOffset>(4), reader.GetNullable<DateTimeOffset>(5), asOf);
            if (end > begin)
            {
                spans.Add((reader.GetInt32(0), new StatusSpan(begin, end, status)));
            }
        }

        return spans.ToLookup(row => row.DeviceId, row => row.Span);
    }

    private static DateTimeOffset EndOfOpen(Status status, DateTimeOffset? nextDueAt, DateTimeOffset? vouchedUntil, DateTimeOffset asOf) =>
        status != Status.Unknown && vouchedUntil < asOf && nextDueAt is { } due ? due : DateTimeOffset.MaxValue;
}
