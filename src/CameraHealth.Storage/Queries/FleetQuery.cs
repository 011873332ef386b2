using CameraHealth.Monitoring;
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

        command.CommandText = "select name, last_beat_at, last_batch_at, spool_state, spool_batches, spool_bytes, spool_oldest_at from workers order by name";
        var workers = new List<WorkerRow>();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                var spool = new SpoolReport((SpoolState)reader.GetInt16(3), reader.GetInt32(4), reader.GetInt64(5), reader.GetNullable<DateTimeOffset>(6));
                workers.Add(new WorkerRow(reader.GetString(0), reader.GetInstant(1), reader.GetNullable<DateTimeOffset>(2), spool));
            }
        }

        return new FleetSnapshot(readAt, devices, workers);
    }
}
