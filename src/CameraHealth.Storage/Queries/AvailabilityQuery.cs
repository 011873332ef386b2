using CameraHealth.Monitoring.Uptime;
using CameraHealth.Storage.Uptime;
using Npgsql;

namespace CameraHealth.Storage.Queries;

/// <summary>Where the time of a window went, device by device, as known at a recorded time.</summary>
public sealed class AvailabilityQuery(NpgsqlDataSource database)
{
    /// <summary>One device; null: there is none with this code.</summary>
    /// <param name="code">The device.</param>
    /// <param name="from">Window begin, UTC, inclusive.</param>
    /// <param name="to">Window end, UTC, exclusive; later than <paramref name="from"/>. What lies after the as-of is cut off.</param>
    /// <param name="asOf">Recorded time up to which the ledger is read; null: now.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="asOf"/> lies in the future, or the window is empty.</exception>
    public async Task<DeviceAvailability?> ReadAsync(string code, DateTimeOffset from, DateTimeOffset to, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to, from);
        await using var reading = await LedgerReading.OpenAsync(database, asOf, cancellationToken);
        await using var find = reading.Command("select id from devices where code = @code");
        find.Parameters.AddWithValue("code", code);
        return await find.ExecuteScalarAsync(cancellationToken) is int id
            ? (await ReadAsync(reading, [id], from, to, cancellationToken)).SingleOrDefault()
            : null;
    }

    /// <summary>Every device at once, by code, as of now.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The window is empty.</exception>
    public async Task<IReadOnlyList<DeviceAvailability>> ReadFleetAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to, from);
        await using var reading = await LedgerReading.OpenAsync(database, null, cancellationToken);
        return await ReadAsync(reading, null, from, to, cancellationToken);
    }

    private static async Task<IReadOnlyList<DeviceAvailability>> ReadAsync(
        LedgerReading reading, int[]? devices, DateTimeOffset askedFrom, DateTimeOffset askedTo, CancellationToken cancellationToken)
    {
        var (from, to) = UptimeReader.Cut(reading, askedFrom, askedTo);
        var figures = await UptimeReader.ReadAsync(reading, devices, from, to, FigureSource.SumsWherePossible, cancellationToken);
        return [.. figures.OrderBy(found => found.Device.Code, StringComparer.Ordinal).Select(found => new DeviceAvailability(
            found.Device.Code, from, to, reading.AsOf, found.Device.MonitoredFrom, Availability.Of(found.Measured))
        {
            Corrected = found.Corrected is { } corrected ? Availability.Of(corrected) : null,
        })];
    }
}
