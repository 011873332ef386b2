using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Uptime;
using CameraHealth.Storage.Ledger;

namespace CameraHealth.Storage.Uptime;

/// <summary>The figures of views: each device's for the time it served, and not in service while none did.</summary>
internal static class ViewFigures
{
    private const string Serving = """
        select v.code, v.name, s.device_id, lower(s.during), upper(s.during) from views v left join device_views s
            on s.view_id = v.id and s.recorded_at <= @as_of and (s.superseded_at is null or s.superseded_at > @as_of) and s.during && tstzrange(@from, @to)
        order by v.code, lower(s.during)
        """;

    public static async Task<IReadOnlyList<DeviceFigures>> ReadAsync(LedgerReading reading, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var serving = await ReadServingAsync(reading, from, to, cancellationToken);
        int[] ids = [.. serving.Select(row => row.DeviceId).OfType<int>().Distinct()];
        var register = await UptimeRegister.ReadAsync(reading, ids, cancellationToken);
        var figures = new IntervalFigures(register, await StatusLines.ReadAsync(reading, ids, from, to, cancellationToken));
        var devices = register.Devices.ToDictionary(device => device.Id);
        return [.. serving.GroupBy(row => (row.Code, row.Name)).Select(view => Join(
            view.Key.Code,
            view.Key.Name,
            [.. view.Where(row => row.DeviceId is { } id && devices.ContainsKey(id)).Select(row => figures.Compute(
                devices[row.DeviceId!.Value], row.From > from ? row.From : from, row.To < to ? row.To.Value : to) is var found
                    ? (found, row.To is null || row.To >= to)
                    : default)],
            (from, to)))];
    }

    private static DeviceFigures Join(string code, string name, IReadOnlyList<(DeviceFigures Figures, bool LastsToEnd)> served, (DateTimeOffset From, DateTimeOffset To) window)
    {
        var measured = served.Aggregate(default(TimeTally), (sum, piece) => sum + piece.Figures.Measured);
        var corrected = served.Aggregate(default(TimeTally), (sum, piece) => sum + (piece.Figures.Corrected ?? piece.Figures.Measured));
        var unserved = new TimeTally(0, 0, 0, 0, MicroTime.Of(window.To) - MicroTime.Of(window.From) - measured.Window, 0, 0, 0);
        return new DeviceFigures(
            new RegisterDevice(0, code, name, null, [], [], []),
            measured + unserved,
            served.Any(piece => piece.Figures.Corrected is not null) ? corrected + unserved : null,
            [.. served.SelectMany(piece => piece.Figures.Outages.Where(outage => piece.LastsToEnd || outage.End != OutageEnd.Open))],
            served.Where(piece => piece.LastsToEnd).Select(piece => piece.Figures.End).DefaultIfEmpty(new StandAtEnd(Status.Unknown, false, false)).Last());
    }

    private static async Task<List<(string Code, string Name, int? DeviceId, DateTimeOffset From, DateTimeOffset? To)>> ReadServingAsync(
        LedgerReading reading, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var command = reading.Command(Serving);
        command.Parameters.AddWithValue("from", from);
        command.Parameters.AddWithValue("to", to);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<(string, string, int?, DateTimeOffset, DateTimeOffset?)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add((reader.GetString(0), reader.GetString(1), reader.GetNullable<int>(2), reader.GetNullable<DateTimeOffset>(3) ?? from, reader.GetNullable<DateTimeOffset>(4)));
        }

        return rows;
    }
}
