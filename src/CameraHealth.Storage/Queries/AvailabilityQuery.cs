using Npgsql;

namespace CameraHealth.Storage.Queries;

/// <summary>Where the seconds of a window went, as known at a recorded time.</summary>
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
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        throw new NotSupportedException("being written");
    }

    /// <summary>Every device at once, by code, as of now.</summary>
    public async Task<IReadOnlyList<DeviceAvailability>> ReadFleetAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        throw new NotSupportedException("being written");
    }
}
