using CameraHealth.Monitoring.Uptime;
using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Storage.Queries;

/// <summary>Where the seconds of a window went, as known at a recorded time.</summary>
public sealed class AvailabilityQuery(NpgsqlDataSource database)
{
    // Derived from the ledger, not from the register, so that an old as-of does not see what was learnt later.
    private const string OneDevice = """
        select d.id, d.code, d.in_service_from, (select min(lower(i.during)) from state_intervals i
            where i.device_id = d.id and i.rung = 0 and i.recorded_at <= @as_of and (i.superseded_at is null or i.superseded_at > @as_of))
        from devices d where d.code = @code
        """;

    private const string WholeFleet = "select d.id, d.code, d.in_service_from, d.monitored_from from devices d order by d.code";

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
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var known = await AsOf.CheckAsync(connection, asOf?.Truncate(), cancellationToken);
        return (await ReadAsync(connection, OneDevice, code, (from, to, known), cancellationToken)).SingleOrDefault();
    }

    /// <summary>Every device at once, by code, as of now.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The window is empty.</exception>
    public async Task<IReadOnlyList<DeviceAvailability>> ReadFleetAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to, from);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var known = await RecordedTime.ReadAsync(connection, cancellationToken);
        return await ReadAsync(connection, WholeFleet, null, (from, to, known), cancellationToken);
    }

    private static async Task<IReadOnlyList<DeviceAvailability>> ReadAsync(
        NpgsqlConnection connection, string which, string? code, (DateTimeOffset From, DateTimeOffset To, DateTimeOffset AsOf) asked, CancellationToken cancellationToken)
    {
        var from = asked.From.ToUniversalTime();
        var to = asked.To < asked.AsOf ? asked.To.ToUniversalTime() : asked.AsOf;
        to = to > from ? to : from;
        var devices = await ReadDevicesAsync(connection, which, code, asked.AsOf, cancellationToken);
        int? single = code is null ? null : devices.Select(device => (int?)device.Id).SingleOrDefault(0);
        var spans = await StatusSpans.ReadAsync(connection, single, from, to, asked.AsOf, cancellationToken);
        var maintenance = await ReadMaintenanceAsync(connection, single, from, to, asked.AsOf, cancellationToken);
        return [.. devices.Select(device => new DeviceAvailability(
            device.Code, from, to, asked.AsOf, device.MonitoredFrom, AvailabilityCalculator.Calculate(
                from, to, [.. spans[device.Id]], ServicePeriods.Of(device.InServiceFrom), [.. maintenance[device.Id]], device.MonitoredFrom)))];
    }

    private static async Task<List<(int Id, string Code, DateOnly? InServiceFrom, DateTimeOffset? MonitoredFrom)>> ReadDevicesAsync(
        NpgsqlConnection connection, string which, string? code, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(which, connection);
        if (code is not null)
        {
            command.Parameters.AddWithValue("code", code);
            command.Parameters.AddWithValue("as_of", asOf);
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var devices = new List<(int, string, DateOnly?, DateTimeOffset?)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            devices.Add((reader.GetInt32(0), reader.GetString(1), reader.GetNullable<DateOnly>(2), reader.GetNullable<DateTimeOffset>(3)));
        }

        return devices;
    }

    private static async Task<ILookup<int, Period>> ReadMaintenanceAsync(
        NpgsqlConnection connection, int? deviceId, DateTimeOffset from, DateTimeOffset to, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select device_id, coalesce(lower(during), '-infinity'), upper(during) from maintenance_windows
            where during && tstzrange(@from, @to) and recorded_at <= @as_of and (@device is null or device_id = @device)
            """, connection);
        command.Parameters.AddWithValue("from", from);
        command.Parameters.AddWithValue("to", to);
        command.Parameters.AddWithValue("as_of", asOf);
        command.Parameters.Add(new NpgsqlParameter<int?>("device", NpgsqlTypes.NpgsqlDbType.Integer) { TypedValue = deviceId });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var periods = new List<(int DeviceId, Period Period)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            periods.Add((reader.GetInt32(0), new Period(reader.GetInstant(1), reader.GetNullable<DateTimeOffset>(2))));
        }

        return periods.ToLookup(row => row.DeviceId, row => row.Period);
    }
}
