using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Storage.Contracts;
using CameraHealth.Storage.Credentials;
using CameraHealth.Storage.Ledger;
using CameraHealth.Storage.Trust;
using CameraHealth.Storage.Model;
using CameraHealth.Storage.Uptime;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CameraHealth.Storage.Fleet;

/// <summary>The register over Postgres, for a worker that holds the key.</summary>
public sealed class FleetStore(NpgsqlDataSource database, CredentialOpener opener, OpenedCredentials credentials) : IFleetStore
{
    /// <summary>A register whose opened credentials nobody else needs.</summary>
    public FleetStore(NpgsqlDataSource database, CredentialOpener opener)
        : this(database, opener, new OpenedCredentials(opener))
    {
    }

    /// <inheritdoc/>
    public async Task<OwnedFleet> ClaimAsync(string worker, CancellationToken cancellationToken)
    {
        // Whoever imports after this seals passwords so that this worker can open them.
        await WorkerKey.RegisterAsync(opener, database, worker, cancellationToken);
        return await LoadAsync(worker, """
            with wanted as (select id from poll_groups order by id for update)
            update poll_groups g set epoch = epoch + 1, revision = revision + 1, owner = @worker, claimed_at = clock_timestamp() from wanted where g.id = wanted.id;
            update device_states set is_revised = false where is_revised
            """, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<OwnedFleet> ReloadAsync(string worker, CancellationToken cancellationToken) => LoadAsync(worker, """
        with wanted as (select id from poll_groups where owner is null order by id for update)
        update poll_groups g set epoch = epoch + 1, revision = revision + 1, owner = @worker, claimed_at = clock_timestamp() from wanted where g.id = wanted.id
        """, cancellationToken);

    /// <inheritdoc/>
    public async Task<long> ReadVersionAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select version from fleet_version");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <inheritdoc/>
    public async Task BeatAsync(string worker, SpoolReport spool, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            insert into workers (name, first_beat_at, last_beat_at, beats, spool_state, spool_batches, spool_bytes, spool_oldest_at)
                select @worker, now, now, 1, @state, @batches, @bytes, @oldest from clock_timestamp() now
            on conflict (name) do update set last_beat_at = excluded.last_beat_at, beats = workers.beats + 1, spool_state = excluded.spool_state,
                spool_batches = excluded.spool_batches, spool_bytes = excluded.spool_bytes, spool_oldest_at = excluded.spool_oldest_at;
            with lasts as (
                update worker_spans set last_beat_at = clock_timestamp()
                where id = (select id from worker_spans where worker = @worker order by last_beat_at desc limit 1) and last_beat_at > clock_timestamp() - @vouches
                returning id)
            insert into worker_spans (worker, first_beat_at, last_beat_at) select @worker, clock_timestamp(), clock_timestamp() where not exists (select from lasts)
            """);
        command.Parameters.AddWithValue("vouches", MonitorFigures.BeatVouches);
        command.Parameters.AddWithValue("worker", worker);
        command.Parameters.AddWithValue("state", (short)spool.State);
        command.Parameters.AddWithValue("batches", spool.Batches);
        command.Parameters.AddWithValue("bytes", spool.Bytes);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset?>("oldest", NpgsqlTypes.NpgsqlDbType.TimestampTz) { TypedValue = spool.OldestAt });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<DateTimeOffset> ReadDatabaseTimeAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await DatabaseClock.ReadAsync(connection, cancellationToken);
    }

    private async Task<OwnedFleet> LoadAsync(string worker, string claim, CancellationToken cancellationToken)
    {
        await using var context = new StorageContext(StorageContextOptions.For(database));
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Database.ExecuteSqlRawAsync(claim, [new NpgsqlParameter("worker", worker)], cancellationToken);
        var version = await context.FleetVersion.AsNoTracking().Select(row => row.Version).SingleAsync(cancellationToken);
        var devices = await context.Devices.AsNoTrackingWithIdentityResolution().AsSplitQuery()
            .Where(device => device.PollGroup!.Owner == worker)
            .Include(device => device.Site)
            .Include(device => device.Credential)
            .Include(device => device.Recorder!.Credential)
            .Include(device => device.Recorder!.Site)
            .Include(device => device.PollGroup!.Policy)
            .Include(device => device.PollGroup!.Site)
            .OrderBy(device => device.Id)
            .ToListAsync(cancellationToken);
        var states = await StateTable.ReadOwnedAsync((NpgsqlConnection)context.Database.GetDbConnection(), worker, cancellationToken);
        var connection = (NpgsqlConnection)context.Database.GetDbConnection();
        var places = devices.Where(device => device is { Lat: not null, Lon: not null }).GroupBy(device => device.SiteId).ToDictionary(site => site.Key, site => site.First());
        var held = new HeldTo(await TrustTable.ReadAllAsync(connection, cancellationToken), await ContractTable.ReadAllAsync(connection, cancellationToken), places);
        await transaction.CommitAsync(cancellationToken);

        var rungs = devices.ToDictionary(device => device.Id, device => device.ToDevice().ApplicableRungs);
        return new OwnedFleet(
            version,
            [.. devices.GroupBy(device => device.PollGroupId).Select(group => ToGroup([.. group], held))],
            states.Where(state => rungs.ContainsKey((int)state.Key)).ToDictionary(state => state.Key, state => StoredState.WithRungs(state.Value, rungs[(int)state.Key])));
    }

    private PollGroup ToGroup(IReadOnlyList<DeviceEntity> devices, HeldTo held)
    {
        var group = devices[0].PollGroup!;
        var policy = group.Policy!.ToPolicy();
        return new PollGroup(group.Id, group.Site!.Code, group.Epoch, policy, [.. devices.Select(device => ToTarget(device, policy, held))]);
    }

    private PollTarget ToTarget(DeviceEntity device, PollPolicy policy, HeldTo held)
    {
        var recorder = device.Access == AccessPath.Channel ? device.Recorder : null;
        var contacted = recorder ?? device;
        var credential = contacted.Credential is { } row ? credentials.Open(contacted.Id, new SealedCredential(contacted.Host ?? "", row.Account, row.Sealed)) : null;
        var known = held.Trust.TryGetValue(contacted.Id, out var kept) && kept.Host == contacted.Host ? kept.Trust : null;
        var placed = At(device.ToDevice(), held.Places.GetValueOrDefault(device.SiteId));
        return new PollTarget(
            placed, policy, credential, contacted.Credential is not null && credential is null, recorder?.ToDevice(), known, held.Contracts.GetValueOrDefault(device.Id));
    }

    // A site is so small that the sun stands the same over all of it.
    private static Device At(Device device, DeviceEntity? neighbour) =>
        device.Latitude is null && neighbour is not null ? device with { Latitude = neighbour.Lat, Longitude = neighbour.Lon } : device;

    private sealed record HeldTo(
        Dictionary<int, (string Host, DeviceTrust Trust)> Trust, Dictionary<int, IReadOnlyList<RegisteredContract>> Contracts, Dictionary<int, DeviceEntity> Places);
}
