using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Storage.Queries;

/// <summary>The whole fleet as it stands now.</summary>
public sealed class FleetQuery(NpgsqlDataSource database)
{
    /// <summary>Reads every device, its status clipped by freshness with database time, and every worker.</summary>
    public async Task<FleetSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var readAt = await DatabaseClock.ReadAsync(connection, cancellationToken);
        await using var command = new NpgsqlCommand(DeviceRowReader.Select + " order by d.code", connection);
        var devices = await DeviceRowReader.ReadAsync(command, readAt, cancellationToken);

        command.CommandText = "select name, last_beat_at, last_batch_at from workers order by name";
        var workers = new List<WorkerRow>();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                workers.Add(new WorkerRow(reader.GetString(0), reader.GetInstant(1), reader.GetNullable<DateTimeOffset>(2)));
            }
        }

        return new FleetSnapshot(readAt, devices, workers);
    }
}
