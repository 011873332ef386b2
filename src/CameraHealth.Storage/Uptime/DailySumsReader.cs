using CameraHealth.Monitoring.Uptime;
using Npgsql;
using NpgsqlTypes;

namespace CameraHealth.Storage.Uptime;

/// <summary>Reads the daily sums that hold for a recorded time.</summary>
internal static class DailySumsReader
{
    // A month that lies in the window whole is told by its total; of the others the days are read.
    private const string Select = """
        select device_id, month, until, up, down, maintenance, unknown, not_in_service, not_monitored, late_up, late_down,
            case when month < @first or until > @last then days end,
            case when outage_from <> '{}' then outage_from end, outage_to, outage_end
        from daily_sums
        where month < @last and until > @first and known_at <= @as_of and (stale_at is null or stale_at > @as_of)
        order by device_id, month
        """;

    /// <summary>By device, whole days in [first, last); a device whose days have a gap has none.</summary>
    public static async Task<Dictionary<int, SummedDays>> ReadAsync(LedgerReading reading, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        await using var command = reading.Command(Select);
        command.Parameters.Add(new NpgsqlParameter("first", NpgsqlDbType.Date) { Value = first });
        command.Parameters.Add(new NpgsqlParameter("last", NpgsqlDbType.Date) { Value = last });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new Dictionary<int, SummedDays>();
        var broken = new HashSet<int>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var device = reader.GetInt32(0);
            var month = Read(reader);
            var (from, until) = (Later(month.Month, first), Earlier(month.Until, last));
            if (!found.TryGetValue(device, out var days))
            {
                days = new SummedDays(from, from, default, []);
            }

            if (days.Until != from)
            {
                broken.Add(device);
            }

            found[device] = new SummedDays(days.From, until, days.Total + month.Sum(from, until), Join(days.Outages, month, from, until));
        }

        foreach (var device in broken)
        {
            found.Remove(device);
        }

        return found;
    }

    private static SummedMonth Read(NpgsqlDataReader reader)
    {
        Span<long> total = stackalloc long[TimeTally.Length];
        for (var i = 0; i < TimeTally.Length; i++)
        {
            total[i] = reader.GetInt64(3 + i);
        }

        return new SummedMonth(
            reader.GetFieldValue<DateOnly>(1), reader.GetFieldValue<DateOnly>(2), TimeTally.Of(total), reader.IsDBNull(11) ? null : reader.GetFieldValue<long[]>(11), ReadOutages(reader));
    }

    private static List<Outage> ReadOutages(NpgsqlDataReader reader)
    {
        if (reader.IsDBNull(12))
        {
            return [];
        }

        var (from, to, end) = (reader.GetFieldValue<long[]>(12), reader.GetFieldValue<long[]>(13), reader.GetFieldValue<short[]>(14));
        return [.. from.Select((begin, i) => new Outage(begin, to[i], (OutageEnd)end[i]))];
    }

    private static IReadOnlyList<Outage> Join(IReadOnlyList<Outage> before, SummedMonth month, DateOnly from, DateOnly until)
    {
        if (month.Outages.Count == 0)
        {
            return before;
        }

        var (after, end) = (MicroTime.Of(StartOf(from)), MicroTime.Of(StartOf(until)));
        var joined = before as List<Outage> ?? [.. before];
        joined.AddRange(month.Outages.Where(outage => outage.To > after && outage.To <= end));
        return joined;
    }

    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static DateOnly Later(DateOnly left, DateOnly right) => left > right ? left : right;

    private static DateOnly Earlier(DateOnly left, DateOnly right) => left < right ? left : right;
}
