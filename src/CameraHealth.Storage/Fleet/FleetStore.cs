using System.Collections.Concurrent;
using CameraHealth.Authentication;
using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Storage.Credentials;
using CameraHealth.Storage.Ledger;
using CameraHealth.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CameraHealth.Storage.Fleet;

/// <summary>The register over Postgres, for a worker that holds the key.</summary>
public sealed class FleetStore(NpgsqlDataSource database, CredentialOpener opener) : IFleetStore
{
    // The same object for an unchanged credential: clients keep what a handshake learnt for as long as it is the same.
    private readonly ConcurrentDictionary<long, (DeviceCredentialEntity Row, DeviceCredential? Opened)> _opened = [];

    /// <inheritdoc/>
    public async Task<OwnedFleet> ClaimAsync(string worker, CancellationToken cancellationToken)
    {
        // Whoever imports after this seals passwords so that this worker can open them.
        await WorkerKey.RegisterAsync(opener, database, worker, cancellationToken);
        return await LoadAsync(worker, """
            with wanted as (select id from poll_groups order by id for update)
            update poll_groups g set epoch = epoch + 1, owner = @worker, claimed_at = clock_timestamp() from wanted where g.id = wanted.id;
            update device_states set is_revised = false where is_revised
            """, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<OwnedFleet> ReloadAsync(string worker, CancellationToken cancellationToken) => LoadAsync(worker, """
        with wanted as (select id from poll_groups where owner is null order by id for update)
        update poll_groups g set epoch = epoch + 1, owner = @worker, claimed_at = clock_timestamp() from wanted where g.id = wanted.id
        """, cancellationToken);

    /// <inheritdoc/>
    public async Task<long> ReadVersionAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select version from fleet_version");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <inheritdoc/>
    public async Task BeatAsync(string worker, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            insert into workers (name, first_beat_at, last_beat_at, beats) select @worker, now, now, 1 from clock_timestamp() now
            on conflict (name) do update set last_beat_at = excluded.last_beat_at, beats = workers.beats + 1
            """);
        command.Parameters.AddWithValue("worker", worker);
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
        var states = await context.DeviceStates.AsNoTracking()
            .Where(state => context.Devices.Any(device => device.Id == state.DeviceId && device.PollGroup!.Owner == worker))
            .ToListAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        var rungs = devices.ToDictionary(device => device.Id, device => device.ToDevice().ApplicableRungs);
        return new OwnedFleet(
            version,
            [.. devices.GroupBy(device => device.PollGroupId).Select(group => ToGroup([.. group]))],
            // What an import brought between the two reads comes with the next one: the version was read before.
            states.Where(state => rungs.ContainsKey(state.DeviceId)).ToDictionary(state => (long)state.DeviceId, state => StoredState.WithRungs(state.ToState(), rungs[state.DeviceId])));
    }

    private PollGroup ToGroup(IReadOnlyList<DeviceEntity> devices)
    {
        var group = devices[0].PollGroup!;
        var policy = group.Policy!.ToPolicy();
        return new PollGroup(group.Id, group.Site!.Code, group.Epoch, policy, [.. devices.Select(device => ToTarget(device, policy))]);
    }

    private PollTarget ToTarget(DeviceEntity device, PollPolicy policy)
    {
        var recorder = device.Access == AccessPath.Channel ? device.Recorder : null;
        var contacted = recorder ?? device;
        var credential = contacted.Credential is { } row ? Open(contacted, row) : null;
        return new PollTarget(device.ToDevice(), policy, credential, contacted.Credential is not null && credential is null, recorder?.ToDevice());
    }

    private DeviceCredential? Open(DeviceEntity contacted, DeviceCredentialEntity row)
    {
        if (_opened.TryGetValue(contacted.Id, out var known) && known.Row.Sealed.AsSpan().SequenceEqual(row.Sealed)
            && string.Equals(known.Row.Host, contacted.Host, StringComparison.OrdinalIgnoreCase) && string.Equals(known.Row.Account, row.Account, StringComparison.Ordinal))
        {
            return known.Opened;
        }

        // Opened for the host that will be contacted, not for the one in the credential's row: a row moved in the database opens nothing.
        var opened = opener.TryOpen(row.Sealed, contacted.Id, contacted.Host ?? "", row.Account);
        _opened[contacted.Id] = (new DeviceCredentialEntity { DeviceId = row.DeviceId, Host = contacted.Host ?? "", Account = row.Account, KeyId = row.KeyId, Sealed = row.Sealed }, opened);
        return opened;
    }
}
