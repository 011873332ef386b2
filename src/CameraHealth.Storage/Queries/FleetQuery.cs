using Npgsql;

namespace CameraHealth.Storage.Queries;

/// <summary>The whole fleet as it stands now.</summary>
public sealed class FleetQuery(NpgsqlDataSource database)
{
    /// <summary>Reads every device, its status clipped by freshness with database time, and every worker.</summary>
    public async Task<FleetSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        throw new NotSupportedException("being written");
    }
}
