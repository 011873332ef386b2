using CameraHealth.Monitoring.Uptime;
using CameraHealth.Storage.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace CameraHealth.Storage.Uptime;

/// <summary>Adds closed days up, device by device and month by month, so that a year of the fleet is told at once. Whatever they say can be computed
/// again from the intervals; a change that touches a closed day marks its sums stale, and the next refresh makes them again.</summary>
public sealed class DailySums(NpgsqlDataSource database)
{
    private const int DevicesAtOnce = 500;

    // Placed before the ledger is read: a change that comes while they are made marks them stale already.
    private const string Place = """
        insert into daily_sums as old (device_id, month, until, known_at, up, down, maintenance, unknown, not_in_service, not_monitored, late_up, late_down,
            days, outage_from, outage_to, outage_end)
        select device, first, last, 'infinity', 0, 0, 0, 0, 0, 0, 0, 0, '{}', '{}', '{}', '{}' from unnest(@devices, @months, @untils) as u (device, first, last)
        on conflict (device_id, month) do update set until = excluded.until, known_at = 'infinity', stale_at = null
        """;

    private const string Take = """
        delete from daily_sums old using unnest(@devices, @months, @untils) as u (device, first, last)
        where old.device_id = device and old.month = first and old.until = last and old.known_at = 'infinity' returning old.device_id, old.month, old.stale_at
        """;

    /// <summary>Makes what is missing, stale, or has grown since. Two at once do no harm: what one placed anew the other does not fill.</summary>
    /// <returns>How many months of devices were made.</returns>
    public async Task<int> RefreshAsync(CancellationToken cancellationToken)
    {
        var wanted = await ReadWantedAsync(cancellationToken);
        foreach (var chunk in wanted.GroupBy(month => month.Device).Chunk(DevicesAtOnce))
        {
            await RefreshAsync([.. chunk.SelectMany(device => device)], cancellationToken);
        }

        return wanted.Count;
    }

    private async Task<List<WantedMonth>> ReadWantedAsync(CancellationToken cancellationToken)
    {
        await using var reading = await LedgerReading.OpenAsync(database, null, cancellationToken);
        var settled = await SettledTimes.ReadAsync(reading, cancellationToken);
        var register = await UptimeRegister.ReadAsync(reading, null, cancellationToken);
        await using var command = reading.Command("select device_id, month, until from daily_sums where stale_at is null and known_at < 'infinity'");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var good = new Dictionary<(int, DateOnly), DateOnly>();
        while (await reader.ReadAsync(cancellationToken))
        {
            Remember(good, reader);
        }

        return [.. register.Devices.Where(device => device.MonitoredFrom is not null && settled.ContainsKey(device.Id))
            .SelectMany(device => WantedMonth.Of(device.Id, device.MonitoredFrom!.Value, settled[device.Id]))
            .Where(month => !(good.TryGetValue((month.Device, month.Month), out var until) && until >= month.Until))];
    }

    private static void Remember(Dictionary<(int, DateOnly), DateOnly> good, NpgsqlDataReader reader) =>
        good.Add((reader.GetInt32(0), reader.GetFieldValue<DateOnly>(1)), reader.GetFieldValue<DateOnly>(2));

    private async Task RefreshAsync(WantedMonth[] months, CancellationToken cancellationToken)
    {
        await PlaceAsync(months, cancellationToken);
        await using var reading = await LedgerReading.OpenAsync(database, null, cancellationToken);
        int[] ids = [.. months.Select(month => month.Device).Distinct()];
        var register = await UptimeRegister.ReadAsync(reading, ids, cancellationToken);
        var lines = await StatusLines.ReadAsync(
            reading, ids, DailySumsReader.StartOf(months.Min(month => month.Month)), DailySumsReader.StartOf(months.Max(month => month.Until)), cancellationToken);
        var figures = new IntervalFigures(register, lines);
        var devices = register.Devices.ToDictionary(device => device.Id);

        var sums = months.Where(month => devices.ContainsKey(month.Device)).Select(month => (month, Add(figures, devices[month.Device], month))).ToList();
        await FillAsync(sums, reading.AsOf, cancellationToken);
    }

    // Nobody records meanwhile: a change either marked the placed row, or comes when the filled one stands there.
    private async Task FillAsync(List<(WantedMonth Wanted, SummedMonth Month)> sums, DateTimeOffset knownAt, CancellationToken cancellationToken)
    {
        await using var write = await VersionedWrite.BeginAsync(database, cancellationToken);
        var staleAt = new Dictionary<(int, DateOnly), DateTimeOffset?>();
        await using (var take = WithMonths(write.Command(Take), [.. sums.Select(sum => sum.Wanted)]))
        await using (var reader = await take.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                Remember(staleAt, reader);
            }
        }

        await CopyAsync(write.Connection, sums.Where(sum => staleAt.ContainsKey((sum.Wanted.Device, sum.Wanted.Month))), staleAt, knownAt, cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private static void Remember(Dictionary<(int, DateOnly), DateTimeOffset?> staleAt, NpgsqlDataReader reader) =>
        staleAt.Add((reader.GetInt32(0), reader.GetFieldValue<DateOnly>(1)), reader.GetNullable<DateTimeOffset>(2));

    private static NpgsqlCommand WithMonths(NpgsqlCommand command, IReadOnlyCollection<WantedMonth> months)
    {
        command.Parameters.AddWithValue("devices", months.Select(month => month.Device).ToArray());
        command.Parameters.AddWithValue("months", months.Select(month => month.Month).ToArray());
        command.Parameters.AddWithValue("untils", months.Select(month => month.Until).ToArray());
        return command;
    }

    private async Task PlaceAsync(WantedMonth[] months, CancellationToken cancellationToken)
    {
        await using var command = WithMonths(database.CreateCommand(Place), months);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static SummedMonth Add(IntervalFigures figures, RegisterDevice device, WantedMonth month)
    {
        var (spans, outages) = figures.ComputeSpans(
            device, [.. Enumerable.Range(0, month.Until.DayNumber - month.Month.DayNumber + 1).Select(day => DailySumsReader.StartOf(month.Month.AddDays(day)))]);
        var days = new long[spans.Length * TimeTally.Length];
        for (var i = 0; i < spans.Length; i++)
        {
            spans[i].CopyTo(days.AsSpan(i * TimeTally.Length, TimeTally.Length));
        }

        return new SummedMonth(month.Month, month.Until, spans.Aggregate(default(TimeTally), (sum, day) => sum + day), days, outages);
    }

    private static async Task CopyAsync(
        NpgsqlConnection connection, IEnumerable<(WantedMonth Wanted, SummedMonth Month)> months, Dictionary<(int, DateOnly), DateTimeOffset?> staleAt, DateTimeOffset knownAt, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy daily_sums (device_id, month, until, known_at, stale_at, up, down, maintenance, unknown, not_in_service, not_monitored, late_up, late_down, days, outage_from, outage_to, outage_end) from stdin (format binary)",
            cancellationToken);
        var total = new long[TimeTally.Length];
        foreach (var (wanted, month) in months)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(wanted.Device, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(month.Month, NpgsqlDbType.Date, cancellationToken);
            await copy.WriteAsync(month.Until, NpgsqlDbType.Date, cancellationToken);
            await copy.WriteAsync(knownAt, NpgsqlDbType.TimestampTz, cancellationToken);
            await (staleAt[(wanted.Device, wanted.Month)] is { } stale ? copy.WriteAsync(stale, NpgsqlDbType.TimestampTz, cancellationToken) : copy.WriteNullAsync(cancellationToken));
            month.Total.CopyTo(total);
            foreach (var number in total)
            {
                await copy.WriteAsync(number, NpgsqlDbType.Bigint, cancellationToken);
            }

            await copy.WriteAsync(month.Days!, NpgsqlDbType.Array | NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(month.Outages.Select(outage => outage.From).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(month.Outages.Select(outage => outage.To).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(month.Outages.Select(outage => (short)outage.End).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Smallint, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }
}
