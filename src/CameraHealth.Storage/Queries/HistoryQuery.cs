using Npgsql;

namespace CameraHealth.Storage.Queries;

/// <summary>The history of a device's overall status.</summary>
public sealed class HistoryQuery(NpgsqlDataSource database)
{
    /// <summary>Intervals that touch the window, newest version, in order of time. A verdict that is no longer vouched for ends when its next
    /// observation was due, and is followed by an open Unknown one. Empty: no such device, or never observed.</summary>
    public async Task<IReadOnlyList<IntervalRow>> ReadAsync(string code, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        throw new NotSupportedException("being written");
    }
}
