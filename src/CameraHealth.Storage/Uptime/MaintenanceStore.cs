using CameraHealth.Monitoring.Uptime;
using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Storage.Uptime;

/// <summary>Maintenance windows, as versions: none is ever rewritten or deleted.</summary>
public sealed class MaintenanceStore(NpgsqlDataSource database)
{
    private const string Insert = """
        insert into maintenance_windows (device_id, site_id, group_name, during, local_day, local_start, duration, time_zone, reason, entered_by, entered_at, recorded_at)
        values (@device::integer, @site::integer, @group::text, tstzrange(@from, @to::timestamptz), @day::smallint, @start::time, @duration::interval, @zone::text, @reason, @person, @at, @at)
        returning id
        """;

    // What was maintained stays maintained; a version that only shortens one keeps the time it was entered at.
    private const string Shorten = """
        insert into maintenance_windows (device_id, site_id, group_name, during, local_day, local_start, duration, time_zone, reason, entered_by, entered_at, recorded_at)
        select device_id, site_id, group_name, tstzrange(lower(during), @at), local_day, local_start, duration, time_zone, reason, entered_by, entered_at, @at
        from maintenance_windows where id = @id
        """;

    private const string List = $"""
        select {MaintenanceRow.Columns}, d.code, s.code, m.reason, m.entered_by, m.recorded_at
        from maintenance_windows m left join devices d on d.id = m.device_id left join sites s on s.id = m.site_id
        where m.superseded_at is null
        """;

    /// <summary>Enters a window.</summary>
    /// <returns>Its identity.</returns>
    /// <exception cref="ArgumentException">It names more than one scope, ends before it begins, or lacks reason or person.</exception>
    /// <exception cref="UnknownCodeException">No such device or site.</exception>
    public async Task<long> AddAsync(MaintenanceEntry entry, CancellationToken cancellationToken)
    {
        Check(entry);
        await using var write = await VersionedWrite.BeginAsync(database, cancellationToken);
        int? device = entry.Device is null ? null : await write.FindAsync("devices", entry.Device, cancellationToken);
        int? site = entry.Site is null ? null : await write.FindAsync("sites", entry.Site, cancellationToken);
        await using var command = write.Command(
            Insert,
            ("device", device), ("site", site), ("group", entry.Group), ("from", entry.From.ToUniversalTime()), ("to", entry.To?.ToUniversalTime()),
            ("day", (short?)entry.Weekly?.Day), ("start", entry.Weekly?.Start), ("duration", entry.Weekly?.Duration), ("zone", entry.Weekly?.Zone),
            ("reason", entry.Reason.Trim()), ("person", entry.Person.Trim()));
        var id = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        await DailySumsTable.MarkStaleAsync(write.Connection, device, entry.From, write.RecordedAt, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return id;
    }

    /// <summary>Ends a window: one that runs ends now and what it covered stays; one that lies ahead, or is over and was entered in error, is taken back.</summary>
    /// <returns>False: there is no current window with this identity.</returns>
    public async Task<bool> EndAsync(long id, string reason, string person, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentException.ThrowIfNullOrWhiteSpace(person);
        await using var write = await VersionedWrite.BeginAsync(database, cancellationToken);
        await using var supersede = write.Command(
            """
            update maintenance_windows set superseded_at = @at, superseded_by = @person, superseded_why = @reason where id = @id and superseded_at is null
            returning device_id, lower(during), during @> @at
            """,
            ("id", id), ("person", person.Trim()), ("reason", reason.Trim()));
        (int? Device, DateTimeOffset From, bool Runs) old;
        await using (var reader = await supersede.ExecuteReaderAsync(cancellationToken))
        {
            if (!await reader.ReadAsync(cancellationToken))
            {
                return false;
            }

            old = (reader.GetNullable<int>(0), reader.GetNullable<DateTimeOffset>(1) ?? DateTimeOffset.MinValue, reader.GetBoolean(2));
        }

        if (old.Runs && old.From < write.RecordedAt)
        {
            await using var shorten = write.Command(Shorten, ("id", id));
            await shorten.ExecuteNonQueryAsync(cancellationToken);
        }
        else
        {
            await DailySumsTable.MarkStaleAsync(write.Connection, old.Device, old.From, write.RecordedAt, cancellationToken);
        }

        await write.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Current windows that concern a device, latest begin first; null: there is no such device.</summary>
    public async Task<IReadOnlyList<MaintenanceListing>?> ListAsync(string code, CancellationToken cancellationToken)
    {
        await using var reading = await LedgerReading.OpenAsync(database, null, cancellationToken);
        await using var find = reading.Command("select id from devices where code = @code");
        find.Parameters.AddWithValue("code", code);
        if (await find.ExecuteScalarAsync(cancellationToken) is not int id)
        {
            return null;
        }

        var register = await UptimeRegister.ReadAsync(reading, [id], cancellationToken);
        await using var command = reading.Command(List + " and (m.device_id is null or m.device_id = @id) order by lower(m.during) desc, m.id desc");
        command.Parameters.AddWithValue("id", id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<MaintenanceListing>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = MaintenanceRow.Read(reader);
            if (row.DeviceId is not null || register.Devices.Any(device => row.Concerns(device.Newest)))
            {
                found.Add(Listing(row, reader));
            }
        }

        return found;
    }

    private static MaintenanceListing Listing(MaintenanceRow row, NpgsqlDataReader reader) => new(
        row.Id,
        reader.IsDBNull(11) ? null : reader.GetString(11),
        reader.IsDBNull(12) ? null : reader.GetString(12),
        row.GroupName,
        row.Window,
        reader.GetString(13),
        reader.GetString(14),
        reader.GetInstant(15));

    private static void Check(MaintenanceEntry entry)
    {
        if (string.IsNullOrWhiteSpace(entry.Reason) || string.IsNullOrWhiteSpace(entry.Person))
        {
            throw new ArgumentException("A reason and a person are needed.", nameof(entry));
        }

        if (new[] { entry.Device, entry.Site, entry.Group }.Count(scope => scope is not null) > 1)
        {
            throw new ArgumentException("At most one of device, site and group can be named.", nameof(entry));
        }

        if (entry.To <= entry.From || (entry.To is null && entry.Weekly is null))
        {
            throw new ArgumentException("It must end after it begins.", nameof(entry));
        }

        if (entry.Weekly is { } weekly && (weekly.Duration <= TimeSpan.Zero || weekly.Duration > WeeklySchedule.MaxDuration || !TimeZoneInfo.TryFindSystemTimeZoneById(weekly.Zone, out _)))
        {
            throw new ArgumentException("A weekly window lasts more than 0 and at most 7 days, in a known zone.", nameof(entry));
        }
    }
}
