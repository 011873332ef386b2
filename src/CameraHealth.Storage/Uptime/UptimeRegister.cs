using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Uptime;
using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Storage.Uptime;

/// <summary>Devices, service lives, maintenance and corrections as known at a recorded time.</summary>
internal sealed class UptimeRegister
{
    private const string VersionKnown = "recorded_at <= @as_of and (superseded_at is null or superseded_at > @as_of)";

    // A device is known from its first facts on; one that has none was never imported and is known since ever.
    private const string DeviceRows = """
        select d.id, d.code, d.name, d.monitored_from, f.site_id, f.site, f.area, f.group_name, f.field, f.unit, f.contractor, f.maker, f.model, f.recorded_at
        from devices d left join device_facts f on f.device_id = d.id and f.recorded_at <= @as_of
        where (@devices is null or d.id = any(@devices))
            and (f.id is not null or not exists (select from device_facts any_facts where any_facts.device_id = d.id))
        order by d.id, f.recorded_at
        """;

    // Derived from the ledger, not from the register, so that an old as-of does not see what was learnt later.
    private const string MonitoredFrom = "select device_id, min(lower(during)) from state_intervals where rung = 0 and " + VersionKnown
        + " and (@devices is null or device_id = any(@devices)) group by device_id";

    private readonly ILookup<int, MaintenanceRow> _ofDevice;
    private readonly List<MaintenanceRow> _ofMany;

    private UptimeRegister(IReadOnlyList<RegisterDevice> devices, List<MaintenanceRow> maintenance)
    {
        Devices = devices;
        _ofDevice = maintenance.Where(row => row.DeviceId is not null).ToLookup(row => row.DeviceId!.Value);
        _ofMany = [.. maintenance.Where(row => row.DeviceId is null)];
    }

    /// <summary>By identity.</summary>
    public IReadOnlyList<RegisterDevice> Devices { get; }

    /// <summary>A device's maintenance that touches [from, to).</summary>
    public IReadOnlyList<MaintenanceStretch> MaintenanceOf(RegisterDevice device, DateTimeOffset from, DateTimeOffset to)
    {
        List<MaintenancePeriod>? periods = null;
        foreach (var row in _ofDevice[device.Id])
        {
            (periods ??= []).AddRange(row.Window.Expand(from, to));
        }

        foreach (var row in _ofMany)
        {
            (periods ??= []).AddRange(row.Window.Expand(from, to).Where(period => row.Concerns(device.FactsAt(period.From))));
        }

        return periods is null ? [] : MaintenanceCover.Of(periods);
    }

    public static async Task<UptimeRegister> ReadAsync(LedgerReading reading, int[]? devices, CancellationToken cancellationToken)
    {
        var service = await ReadAsync(
            reading,
            $"select device_id, starts_at, state from service_periods where {VersionKnown} and (@devices is null or device_id = any(@devices))",
            devices,
            row => (Device: row.GetInt32(0), Change: new ServiceChange(row.GetInstant(1), (ServiceState)row.GetInt16(2))),
            cancellationToken);
        var corrections = await ReadAsync(
            reading,
            $"select device_id, lower(during), upper(during), status from status_corrections where rung = 0 and {VersionKnown} and (@devices is null or device_id = any(@devices)) order by lower(during)",
            devices,
            row => (Device: row.GetInt32(0), Stretch: new StatusStretch(MicroTime.Of(row.GetInstant(1)), MicroTime.EndOf(row.GetNullable<DateTimeOffset>(2)), (Status)row.GetInt16(3))),
            cancellationToken);
        var maintenance = await ReadAsync(
            reading,
            $"select {MaintenanceRow.Columns} from maintenance_windows m where {VersionKnown} and (@devices is null or device_id is null or device_id = any(@devices))",
            devices,
            MaintenanceRow.Read,
            cancellationToken);
        var lives = service.ToLookup(row => row.Device, row => row.Change);
        var said = corrections.ToLookup(row => row.Device, row => row.Stretch);
        var rows = await ReadDevicesAsync(reading, devices, cancellationToken);
        var always = AvailabilityCalculator.ServiceLine(ServiceLife.Always.InService());
        return new UptimeRegister(
            [.. rows.Select(row => row with
            {
                Service = lives.Contains(row.Id) ? AvailabilityCalculator.ServiceLine(new ServiceLife(lives[row.Id]).InService()) : always,
                Corrections = said.Contains(row.Id) ? [.. said[row.Id]] : [],
            })],
            maintenance);
    }

    private static async Task<List<RegisterDevice>> ReadDevicesAsync(LedgerReading reading, int[]? devices, CancellationToken cancellationToken)
    {
        var begins = reading.IsNow
            ? null
            : (await ReadAsync(reading, MonitoredFrom, devices, row => (Device: row.GetInt32(0), At: row.GetInstant(1)), cancellationToken))
                .ToDictionary(row => row.Device, row => (DateTimeOffset?)row.At);
        var rows = await ReadAsync(
            reading,
            DeviceRows,
            devices,
            row => (Id: row.GetInt32(0), Code: row.GetString(1), Name: row.GetString(2), MonitoredFrom: row.GetNullable<DateTimeOffset>(3), Facts: ReadFacts(row)),
            cancellationToken);
        var found = new List<RegisterDevice>();
        for (var i = 0; i < rows.Count;)
        {
            var (id, code, name, from, _) = rows[i];
            var facts = new List<DeviceFacts>();
            for (; i < rows.Count && rows[i].Id == id; i++)
            {
                if (rows[i].Facts is { } version)
                {
                    facts.Add(version);
                }
            }

            found.Add(new RegisterDevice(id, code, name, begins is null ? from : begins.GetValueOrDefault(id), facts, [], []));
        }

        return found;
    }

    private static DeviceFacts? ReadFacts(NpgsqlDataReader row) => row.IsDBNull(4)
        ? null
        : new DeviceFacts(row.GetInt32(4), row.GetString(5), Text(row, 6), Text(row, 7), Text(row, 8), Text(row, 9), Text(row, 10), Text(row, 11), Text(row, 12), row.GetInstant(13));

    private static string? Text(NpgsqlDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : row.GetString(ordinal);

    private static async Task<List<T>> ReadAsync<T>(
        LedgerReading reading, string sql, int[]? devices, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = reading.Command(sql, devices);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
