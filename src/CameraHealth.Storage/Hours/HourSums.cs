using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Ledger;
using CameraHealth.Storage.Upkeep;
using Npgsql;

namespace CameraHealth.Storage.Hours;

/// <summary>Adds the observations of closed UTC hours up, so that their measures outlive them. An hour that a late fact marks is made again from all its
/// facts, packed ones too; what is made can be made again at any time while these are kept. Safe to run twice at once.</summary>
public sealed class HourSums(NpgsqlDataSource database, ObservationsOptions options)
{
    // A poll that began before the hour ended may take its time; what comes later still marks the hour again.
    private static readonly TimeSpan After = TimeSpan.FromMinutes(2);

    /// <summary>Adds up the oldest closed hour that changed since it was.</summary>
    /// <returns>The hour and how many observations it has; null: every one is as it should be.</returns>
    public async Task<(DateTimeOffset Hour, int Observations)?> SumNextHourAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await FindHourAsync(connection, cancellationToken) is not var (hour, changedAt))
        {
            return null;
        }

        var sums = await AddUpAsync(connection, hour, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var done = new NpgsqlCommand(
            "update observation_hours set summed_to = @changed where hour = @hour and (summed_to is null or summed_to < @changed)", connection, transaction);
        done.Parameters.AddWithValue("changed", changedAt);
        done.Parameters.AddWithValue("hour", hour);

        // Whoever was here in the meantime saw the same facts or more of them.
        if (await done.ExecuteNonQueryAsync(cancellationToken) > 0)
        {
            await HourTable.WriteAsync(connection, hour, sums, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return (hour, sums.Values.Sum(sum => sum.Polls));
    }

    /// <summary>Deletes hours past their retention, a UTC day at most.</summary>
    /// <returns>How many rows went.</returns>
    public async Task<int> DropExpiredAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            with oldest as (select min(hour) as hour from device_hours where hour < date_trunc('day', clock_timestamp(), 'UTC') - @days * interval '1 day')
            delete from device_hours d using oldest
            where d.hour >= oldest.hour and d.hour < oldest.hour + interval '1 day' and d.hour < date_trunc('day', clock_timestamp(), 'UTC') - @days * interval '1 day'
            """);
        command.Parameters.AddWithValue("days", options.HourRetentionDays);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<(DateTimeOffset Hour, DateTimeOffset ChangedAt)?> FindHourAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"select hour, changed_at from observation_hours where hour + interval '1 hour' + @after <= clock_timestamp() and {HourTable.IsStale} order by hour limit 1", connection);
        command.Parameters.AddWithValue("after", After);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetInstant(0), reader.GetInstant(1)) : null;
    }

    private static async Task<Dictionary<(int DeviceId, PollKind Kind), PollSum>> AddUpAsync(NpgsqlConnection connection, DateTimeOffset hour, CancellationToken cancellationToken)
    {
        var sums = new Dictionary<(int, PollKind), PollSum>();
        await foreach (var row in ObservationTable.ReadHourAsync(connection, hour, cancellationToken))
        {
            sums[(row.DeviceId, row.Kind)] = sums.GetValueOrDefault((row.DeviceId, row.Kind)).With(row);
        }

        return sums;
    }
}
