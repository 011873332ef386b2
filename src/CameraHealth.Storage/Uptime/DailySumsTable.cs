using Npgsql;
using NpgsqlTypes;

namespace CameraHealth.Storage.Uptime;

/// <summary>Tells the daily sums that something they were made from has changed.</summary>
internal static class DailySumsTable
{
    /// <summary>Marks the sums of these devices stale from the day of a change on. Reports asked as of an earlier time go on using them.</summary>
    public static async Task MarkStaleAsync(
        NpgsqlConnection connection, IReadOnlyCollection<(int Device, DateTimeOffset From)> changes, DateTimeOffset recordedAt, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand("""
            update daily_sums set stale_at = @at from unnest(@devices, @days) as u (device, day)
            where device_id = device and until > day and stale_at is null
            """, connection);
        command.Parameters.AddWithValue("devices", changes.Select(change => change.Device).ToArray());
        command.Parameters.Add(new NpgsqlParameter("days", NpgsqlDbType.Array | NpgsqlDbType.Date) { Value = changes.Select(change => Day(change.From)).ToArray() });
        command.Parameters.AddWithValue("at", recordedAt);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The same for every device that a maintenance window may concern.</summary>
    /// <param name="connection">Within the transaction that writes the window.</param>
    /// <param name="deviceId">One device; null: all of them, for sites and groups are told by facts of their own time.</param>
    /// <param name="from">Where the change begins.</param>
    /// <param name="recordedAt">The transaction's recorded time.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    public static async Task MarkStaleAsync(
        NpgsqlConnection connection, int? deviceId, DateTimeOffset from, DateTimeOffset recordedAt, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "update daily_sums set stale_at = @at where until > @day and stale_at is null" + (deviceId is null ? "" : " and device_id = @device"), connection);
        command.Parameters.AddWithValue("at", recordedAt);
        command.Parameters.AddWithValue("day", Day(from));
        command.Parameters.AddWithValue("device", deviceId ?? 0);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
