using CameraHealth.Monitoring.Uptime;
using CameraHealth.Storage.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace CameraHealth.Storage.Uptime;

/// <summary>Writes what the register says now about service and grouping as new versions, where it says something else than the last ones.</summary>
internal static class RegisterFollower
{
    /// <summary>Who entered a period that came with the register.</summary>
    public const string Import = "import";

    private const string Wanted = """
        select d.id as device_id, s.id as site_id, s.code as site, s.area, d.group_name, d.field, d.unit, d.contractor,
            coalesce(d.maker, r.identity ->> 'Manufacturer') as maker, coalesce(d.model, r.identity ->> 'Model') as model
        from devices d join sites s on s.id = d.site_id left join device_readings r on r.device_id = d.id
        where @devices is null or d.id = any(@devices)
        """;

    private const string Same = """
        (f.site_id, f.site, f.area, f.group_name, f.field, f.unit, f.contractor, f.maker, f.model)
            is not distinct from (w.site_id, w.site, w.area, w.group_name, w.field, w.unit, w.contractor, w.maker, w.model)
        """;

    /// <summary>Follows the whole register or some devices, within a transaction. It takes the recorded time: let it be the last that the transaction does.</summary>
    public static async Task FollowAsync(NpgsqlConnection connection, int[]? devices, CancellationToken cancellationToken)
    {
        var recordedAt = await RecordedTime.TakeAsync(connection, cancellationToken);
        await FollowFactsAsync(connection, devices, recordedAt, cancellationToken);
        await FollowServiceAsync(connection, devices, recordedAt, cancellationToken);
    }

    /// <summary>Follows the facts only, where the recorded time was taken already.</summary>
    public static async Task FollowFactsAsync(NpgsqlConnection connection, int[]? devices, DateTimeOffset recordedAt, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, $"""
            update device_facts f set superseded_at = @at from ({Wanted}) w where f.device_id = w.device_id and f.superseded_at is null and not ({Same});
            insert into device_facts (device_id, site_id, site, area, group_name, field, unit, contractor, maker, model, recorded_at)
            select w.*, @at from ({Wanted}) w where not exists (select from device_facts f where f.device_id = w.device_id and f.superseded_at is null)
            """, devices, recordedAt);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task FollowServiceAsync(NpgsqlConnection connection, int[]? devices, DateTimeOffset recordedAt, CancellationToken cancellationToken)
    {
        var changed = await SupersedeAsync(connection, devices, recordedAt, cancellationToken);
        var added = await ReadNewAsync(connection, devices, recordedAt, cancellationToken);
        if (added.Count > 0)
        {
            await AddAsync(connection, added, recordedAt, cancellationToken);
        }

        await DailySumsTable.MarkStaleAsync(
            connection, [.. changed.Concat(added.Select(row => row.Device)).Distinct().Select(device => (device, DateTimeOffset.MinValue))], recordedAt, cancellationToken);
    }

    // A period ends its time when the register names another day, or the day begins at another moment since the site's zone changed.
    private static async Task<List<int>> SupersedeAsync(NpgsqlConnection connection, int[]? devices, DateTimeOffset recordedAt, CancellationToken cancellationToken)
    {
        var (outdated, changed) = (new List<long>(), new List<int>());
        await using (var read = Command(connection, $"""
            select d.id, d.in_service_from, s.time_zone, p.id, p.starts_on, p.starts_at from service_periods p join devices d on d.id = p.device_id join sites s on s.id = d.site_id
            where p.superseded_at is null and p.entered_by = '{Import}' and (@devices is null or d.id = any(@devices))
            """, devices, recordedAt))
        await using (var reader = await read.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                if (IsOutdated(reader))
                {
                    outdated.Add(reader.GetInt64(3));
                    changed.Add(reader.GetInt32(0));
                }
            }
        }

        await using var supersede = new NpgsqlCommand("update service_periods set superseded_at = @at where id = any(@ids)", connection);
        supersede.Parameters.AddWithValue("ids", outdated.ToArray());
        supersede.Parameters.AddWithValue("at", recordedAt);
        await supersede.ExecuteNonQueryAsync(cancellationToken);
        return changed;
    }

    private static bool IsOutdated(NpgsqlDataReader reader) =>
        reader.IsDBNull(1) || reader.GetFieldValue<DateOnly>(1) != reader.GetFieldValue<DateOnly>(4) || ReadStart(reader).At != reader.GetInstant(5);

    private static async Task<List<(int Device, DateOnly Day, DateTimeOffset At)>> ReadNewAsync(
        NpgsqlConnection connection, int[]? devices, DateTimeOffset recordedAt, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, $"""
            select d.id, d.in_service_from, s.time_zone from devices d join sites s on s.id = d.site_id
            where d.in_service_from is not null and (@devices is null or d.id = any(@devices))
                and not exists (select from service_periods p where p.device_id = d.id and p.superseded_at is null and p.entered_by = '{Import}')
            """, devices, recordedAt);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<(int, DateOnly, DateTimeOffset)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(ReadStart(reader));
        }

        return rows;
    }

    private static (int Device, DateOnly Day, DateTimeOffset At) ReadStart(NpgsqlDataReader reader)
    {
        var day = reader.GetFieldValue<DateOnly>(1);
        return (reader.GetInt32(0), day, LocalTime.StartOf(day, TimeZoneInfo.FindSystemTimeZoneById(reader.GetString(2))));
    }

    private static async Task AddAsync(
        NpgsqlConnection connection, List<(int Device, DateOnly Day, DateTimeOffset At)> rows, DateTimeOffset recordedAt, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"""
            insert into service_periods (device_id, state, starts_on, starts_at, entered_by, recorded_at)
            select d, {(short)ServiceState.InService}, o, a, '{Import}', @at from unnest(@devices, @days, @ats) as u (d, o, a)
            on conflict (device_id, starts_at) where superseded_at is null do nothing
            """, connection);
        command.Parameters.AddWithValue("devices", rows.Select(row => row.Device).ToArray());
        command.Parameters.AddWithValue("days", rows.Select(row => row.Day).ToArray());
        command.Parameters.AddWithValue("ats", rows.Select(row => row.At).ToArray());
        command.Parameters.AddWithValue("at", recordedAt);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, int[]? devices, DateTimeOffset recordedAt)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter("devices", NpgsqlDbType.Array | NpgsqlDbType.Integer) { Value = (object?)devices ?? DBNull.Value });
        command.Parameters.AddWithValue("at", recordedAt);
        return command;
    }
}
