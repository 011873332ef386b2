using CameraHealth.Storage.Hours;
using CameraHealth.Storage.Ledger;
using CameraHealth.Storage.Uptime;
using Npgsql;

namespace CameraHealth.Storage.Queries;

/// <summary>A device's polls by UTC hour: what sparklines are drawn from.</summary>
public sealed class HoursQuery(NpgsqlDataSource database)
{
    /// <summary>Reads the hours that begin in a window: those that are added up, and those that are not yet, or changed since, from the facts themselves.</summary>
    /// <param name="code">The device.</param>
    /// <param name="from">Window begin, UTC, inclusive.</param>
    /// <param name="to">Window end, UTC, exclusive; later than <paramref name="from"/>.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>Null: there is no device with this code.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The window is empty.</exception>
    public async Task<DeviceHours?> ReadAsync(string code, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to, from);
        (from, to) = (from.ToUniversalTime(), to.ToUniversalTime());
        await using var reading = await LedgerReading.OpenAsync(database, null, cancellationToken);
        if (await FindAsync(reading, code, cancellationToken) is not var (id, zone))
        {
            return null;
        }

        var stale = await HourTable.ReadStaleAsync(reading.Connection, from, to, cancellationToken);
        var hours = await HourTable.ReadAsync(reading.Connection, id, from, to, cancellationToken);
        hours.RemoveAll(hour => stale.Contains(hour.From));
        hours.AddRange(await AddUpAsync(reading.Connection, id, stale, cancellationToken));
        return new DeviceHours(code, zone, from, to, reading.AsOf, [.. hours.OrderBy(hour => hour.From).ThenBy(hour => hour.Kind)]);
    }

    private static async Task<IEnumerable<HourSum>> AddUpAsync(NpgsqlConnection connection, int id, HashSet<DateTimeOffset> hours, CancellationToken cancellationToken)
    {
        if (hours.Count == 0)
        {
            return [];
        }

        var begins = new Dictionary<int, DateTimeOffset> { [id] = hours.Min().AddMicroseconds(-1) };
        var rows = (await ObservationTable.ReadAsync(connection, begins, hours.Max().AddHours(1).AddMicroseconds(-1), cancellationToken))[id];
        return rows.GroupBy(row => (From: HourOf(row.At), row.Kind)).Where(hour => hours.Contains(hour.Key.From))
            .Select(hour => new HourSum(hour.Key.From, hour.Key.Kind, hour.Aggregate(default(PollSum), (sum, row) => sum.With(row))));
    }

    private static DateTimeOffset HourOf(DateTimeOffset at) => at.AddTicks(-(at.UtcTicks % TimeSpan.TicksPerHour));

    private static async Task<(int Id, string Zone)?> FindAsync(LedgerReading reading, string code, CancellationToken cancellationToken)
    {
        await using var find = reading.Command("select d.id, s.time_zone from devices d join sites s on s.id = d.site_id where d.code = @code");
        find.Parameters.AddWithValue("code", code);
        await using var reader = await find.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetInt32(0), reader.GetString(1)) : null;
    }
}
