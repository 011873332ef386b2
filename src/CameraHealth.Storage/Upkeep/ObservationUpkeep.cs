using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Storage.Upkeep;

/// <summary>Makes partitions ahead, drops those past retention, packs closed hours. Safe to run twice at once.</summary>
public sealed class ObservationUpkeep(NpgsqlDataSource database, ObservationsOptions options)
{
    private const int DaysAhead = 2;

    /// <summary>Makes the partitions of today and the next two days, where they are missing.</summary>
    public async Task MakePartitionsAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"select ensure_observation_partition((clock_timestamp() at time zone 'UTC')::date + n) from generate_series(0, {DaysAhead}) n");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Drops the days past retention, and what is known of them besides. A day whose hours are not all added up waits until they are.</summary>
    /// <returns>The days that were dropped.</returns>
    public async Task<IReadOnlyList<DateOnly>> DropExpiredAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("""
            select day from (select to_date(right(inhrelid::regclass::text, 8), 'YYYYMMDD') as day from pg_inherits where inhparent = 'observations'::regclass) d
            where day < (clock_timestamp() at time zone 'UTC')::date - @days and not exists (select from observation_hours
                where hour >= day::timestamp at time zone 'UTC' and hour < (day + 1)::timestamp at time zone 'UTC' and (summed_to is null or summed_to < changed_at))
            order by day
            """, connection);
        command.Parameters.AddWithValue("days", options.RetentionDays);
        var days = await ReadDaysAsync(command, cancellationToken);

        foreach (var day in days)
        {
            await using var drop = new NpgsqlCommand("select drop_observation_day(@day)", connection);
            drop.Parameters.AddWithValue("day", day);
            await drop.ExecuteNonQueryAsync(cancellationToken);
        }

        // The last checkpoint before what is kept stays: late facts are judged from it on.
        await using var forget = new NpgsqlCommand("""
            delete from observation_hours where hour < date_trunc('day', clock_timestamp() at time zone 'UTC') at time zone 'UTC' - @days * interval '1 day'
                and to_regclass('observations_' || to_char(hour at time zone 'UTC', 'YYYYMMDD')) is null;
            delete from device_checkpoints c where at < date_trunc('day', clock_timestamp() at time zone 'UTC') at time zone 'UTC' - @days * interval '1 day'
                and exists (select from device_checkpoints later where later.device_id = c.device_id and later.at > c.at
                    and later.at < date_trunc('day', clock_timestamp() at time zone 'UTC') at time zone 'UTC' - @days * interval '1 day')
            """, connection);
        forget.Parameters.AddWithValue("days", options.RetentionDays);
        await forget.ExecuteNonQueryAsync(cancellationToken);
        return days;
    }

    /// <summary>Packs the oldest closed hour that changed since it was packed, some devices a transaction.</summary>
    /// <returns>The hour and how many observations were packed; null: there is nothing to pack.</returns>
    public async Task<(DateTimeOffset Hour, int Observations)?> PackNextHourAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await FindHourAsync(connection, cancellationToken) is not var (hour, changedAt))
        {
            return null;
        }

        await SummarizeAsync(connection, cancellationToken);
        var packed = 0;
        foreach (var devices in (await ReadDevicesAsync(connection, cancellationToken)).Chunk(options.PackDevices))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            packed += await PackedTable.PackAsync(connection, hour, devices[0], devices[^1], cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        // What came late meanwhile changed the hour again, and it is packed again.
        await using var done = new NpgsqlCommand("update observation_hours set packed_to = @changed where hour = @hour", connection);
        done.Parameters.AddWithValue("changed", changedAt);
        done.Parameters.AddWithValue("hour", hour);
        await done.ExecuteNonQueryAsync(cancellationToken);
        return (hour, packed);
    }

    /// <summary>Gives the room of the days back whose hours are all packed.</summary>
    /// <returns>The days of which no unpacked observation was left.</returns>
    public async Task<IReadOnlyList<DateOnly>> EmptyPackedDaysAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var emptied = new List<DateOnly>();
        foreach (var day in await FindPackedDaysAsync(connection, cancellationToken))
        {
            await using var empty = new NpgsqlCommand("select empty_observation_day(@day)", connection);
            empty.Parameters.AddWithValue("day", day);
            if (await empty.ExecuteScalarAsync(cancellationToken) is true)
            {
                emptied.Add(day);
            }
        }

        return emptied;
    }

    private async Task<List<DateOnly>> FindPackedDaysAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select day from (select (hour at time zone 'UTC')::date as day, bool_and(packed_to >= changed_at) as is_packed from observation_hours group by 1) d
            where is_packed and (day + 1)::timestamp at time zone 'UTC' + @after <= clock_timestamp()
                and pg_relation_size(to_regclass('observations_' || to_char(day, 'YYYYMMDD'))) > 0
            order by day
            """, connection);
        command.Parameters.AddWithValue("after", options.PackAfter);
        return await ReadDaysAsync(command, cancellationToken);
    }

    private static async Task<List<DateOnly>> ReadDaysAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var days = new List<DateOnly>();
        while (await reader.ReadAsync(cancellationToken))
        {
            days.Add(await reader.GetFieldValueAsync<DateOnly>(0, cancellationToken));
        }

        return days;
    }

    private async Task<(DateTimeOffset Hour, DateTimeOffset ChangedAt)?> FindHourAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            select hour, changed_at from observation_hours
            where hour + interval '1 hour' + @after <= clock_timestamp() and (packed_to is null or packed_to < changed_at) order by hour limit 1
            """, connection);
        command.Parameters.AddWithValue("after", options.PackAfter);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetInstant(0), reader.GetInstant(1)) : null;
    }

    private static async Task SummarizeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select summarize_observation_hours()", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<List<int>> ReadDevicesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select id from devices order by id", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var devices = new List<int>();
        while (await reader.ReadAsync(cancellationToken))
        {
            devices.Add(reader.GetInt32(0));
        }

        return devices;
    }
}
