using Npgsql;

namespace CameraHealth.Storage.Queries;

/// <summary>One device as it stands now.</summary>
public sealed class DeviceQuery(NpgsqlDataSource database)
{
    /// <summary>Reads the device with this code; null: there is none.</summary>
    public async Task<DeviceRow?> FindAsync(string code, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        throw new NotSupportedException("being written");
    }
}
