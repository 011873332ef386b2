using Npgsql;

namespace CameraHealth.Storage.Queries;

/// <summary>One device as it stands now.</summary>
public sealed class DeviceQuery(NpgsqlDataSource database)
{
    /// <summary>Reads the device with this code; null: there is none.</summary>
    public async Task<DeviceRow?> FindAsync(string code, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(DeviceRowReader.Select + " where d.code = @code");
        command.Parameters.AddWithValue("code", code);
        return (await DeviceRowReader.ReadAsync(command, null, cancellationToken)).SingleOrDefault();
    }
}
