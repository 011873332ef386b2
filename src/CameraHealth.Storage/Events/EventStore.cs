using CameraHealth.Monitoring.Events;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Onvif.Events;
using CameraHealth.Storage.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace CameraHealth.Storage.Events;

/// <summary>What devices report about themselves, and the pull points that are open on them.</summary>
public sealed class EventStore(NpgsqlDataSource database) : IPullPointRegister
{
    /// <summary>Days that reports are kept, beside the newest of each kind.</summary>
    public const int KeptDays = 90;

    /// <summary>Takes reports in, in their order. One that tells the state that is known already is left out: devices repeat themselves.</summary>
    public async Task<int> KeepAsync(long device, IReadOnlyList<ReportedState> reports, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var kept = 0;
        foreach (var report in reports)
        {
            kept += await InsertAsync(connection, device, report, cancellationToken);
        }

        await using var prune = new NpgsqlCommand("""
            delete from device_events e where device_id = @device and received_at < clock_timestamp() - make_interval(days => @days)
                and exists (select from device_events n where n.device_id = e.device_id and n.topic = e.topic and n.source = e.source and n.id > e.id)
            """, connection);
        prune.Parameters.AddWithValue("device", (int)device);
        prune.Parameters.AddWithValue("days", KeptDays);
        await prune.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return kept;
    }

    /// <inheritdoc/>
    public async Task KeepAsync(long device, PullPoint point, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            insert into event_subscriptions (device_id, address, reference) values (@device, @address, @reference)
            on conflict (device_id) do update set address = excluded.address, reference = excluded.reference, opened_at = clock_timestamp()
            """);
        command.Parameters.AddWithValue("device", (int)device);
        command.Parameters.AddWithValue("address", point.Address);
        command.Parameters.AddWithValue("reference", point.Reference);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task ForgetAsync(long device, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("delete from event_subscriptions where device_id = @device");
        command.Parameters.AddWithValue("device", (int)device);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<long, PullPoint>> ListAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select device_id, address, reference from event_subscriptions");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var points = new Dictionary<long, PullPoint>();
        while (await reader.ReadAsync(cancellationToken))
        {
            points[reader.GetInt32(0)] = new PullPoint(reader.GetString(1), reader.GetString(2), null);
        }

        return points;
    }

    /// <summary>The newest report of each topic and source of a device, those that hold first.</summary>
    public async Task<IReadOnlyList<StoredReport>> ListLatestAsync(string deviceCode, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            select reason, topic, source, is_active, device_at, received_at from (
                select distinct on (e.topic, e.source) e.* from device_events e join devices d on d.id = e.device_id
                where d.code = @code order by e.topic, e.source, e.id desc) newest
            order by is_active desc, received_at desc limit 100
            """);
        command.Parameters.AddWithValue("code", deviceCode);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var reports = new List<StoredReport>();
        while (await reader.ReadAsync(cancellationToken))
        {
            reports.Add(new StoredReport(
                (Reason)reader.GetInt16(0), reader.GetString(1), reader.GetString(2), reader.GetBoolean(3), await reader.IsDBNullAsync(4, cancellationToken) ? null : reader.GetInstant(4), reader.GetInstant(5)));
        }

        return reports;
    }

    private static async Task<int> InsertAsync(NpgsqlConnection connection, long device, ReportedState report, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            insert into device_events (device_id, reason, topic, source, is_active, is_initial, device_at)
            select @device, @reason, @topic, @source, @active, @initial, @at
            where @active is distinct from (
                select coalesce((select is_active from device_events where device_id = @device and topic = @topic and source = @source order by id desc limit 1), false))
            """, connection);
        command.Parameters.AddWithValue("device", (int)device);
        command.Parameters.AddWithValue("reason", (short)report.Reason);
        command.Parameters.AddWithValue("topic", report.Topic);
        command.Parameters.AddWithValue("source", report.Source);
        command.Parameters.AddWithValue("active", report.IsActive);
        command.Parameters.AddWithValue("initial", report.IsInitial);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset?>("at", NpgsqlDbType.TimestampTz) { TypedValue = report.DeviceAt });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
