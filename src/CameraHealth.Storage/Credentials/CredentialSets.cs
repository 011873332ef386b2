using CameraHealth.Authentication;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Storage.Fleet;
using CameraHealth.Storage.Logins;
using CameraHealth.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CameraHealth.Storage.Credentials;

/// <summary>Logins that many devices share. A set has a name and an account; its password exists only sealed, for each device and its host.</summary>
public sealed class CredentialSets(NpgsqlDataSource database)
{
    private const int ProgressStep = 10;

    /// <summary>Every set, by name.</summary>
    public async Task<IReadOnlyList<CredentialSetRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = new StorageContext(StorageContextOptions.For(database));
        var sets = await context.CredentialSets.AsNoTracking().ToListAsync(cancellationToken);
        var members = (await Members(context).AsNoTracking().ToListAsync(cancellationToken)).ToLookup(device => device.CredentialSetId);
        var last = (await context.CredentialChanges.AsNoTracking().Where(change => change.Action != CredentialAction.Refused)
            .GroupBy(change => change.CredentialSetId).Select(changes => changes.OrderByDescending(change => change.Id).First()).ToListAsync(cancellationToken))
            .ToDictionary(change => change.CredentialSetId);
        return
        [
            .. sets.OrderBy(set => set.Name, StringComparer.Ordinal).Select(set => new CredentialSetRow(
                set.Name, set.Account, members[set.Id].Count(), members[set.Id].Count(device => SetMembers.IsInStep(device.Credential, set)), set.ChangedAt,
                last.GetValueOrDefault(set.Id)?.EnteredBy)),
        ];
    }

    /// <summary>The account of a set; null: it has none yet.</summary>
    /// <exception cref="UnknownSetException">There is no such set.</exception>
    public async Task<string?> FindAccountAsync(string name, CancellationToken cancellationToken)
    {
        await using var context = new StorageContext(StorageContextOptions.For(database));
        return (await context.CredentialSets.AsNoTracking().SingleOrDefaultAsync(set => set.Name == name, cancellationToken) ?? throw new UnknownSetException(name)).Account;
    }

    /// <summary>Devices of a set on which a new password can be tried, those first whose account was refused least.</summary>
    public async Task<IReadOnlyList<Device>> ReadTriedAsync(string name, string account, CancellationToken cancellationToken)
    {
        await using var context = new StorageContext(StorageContextOptions.For(database));
        var devices = await Members(context).AsNoTracking().Include(device => device.Site).Where(device => device.CredentialSet!.Name == name).ToListAsync(cancellationToken);
        var refusals = await context.Set<LoginBudgetEntity>().AsNoTracking().Where(budget => budget.Account == account)
            .ToDictionaryAsync(budget => budget.Host, budget => budget.StoppedAt is null ? Math.Max(budget.Attempts, budget.Refusals) : int.MaxValue, StringComparer.Ordinal, cancellationToken);
        return
        [
            .. devices.OrderBy(device => refusals.GetValueOrDefault(device.Host!.ToLowerInvariant())).ThenBy(device => device.Code, StringComparer.Ordinal)
                .Select(device => device.ToDevice()),
        ];
    }

    /// <summary>Lets a new password be tried on one host, as far as the device's own counter bears it: as when an import brings a new password.</summary>
    public async Task ReleaseForTrialAsync(string host, string account, CancellationToken cancellationToken)
    {
        await using var context = new StorageContext(StorageContextOptions.For(database));
        await BudgetRelease.ApplyAsync(context, [(host, account)], cancellationToken);
    }

    /// <summary>Seals a password for every device of a set, all or none. The set is made when there is none.</summary>
    /// <returns>Devices that it was sealed for.</returns>
    /// <exception cref="NoWorkerKeyException">Nobody could open what is sealed.</exception>
    public async Task<int> SealAsync(string name, DeviceCredential credential, CredentialEntry entry, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        await using var context = new StorageContext(StorageContextOptions.For(database));
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Database.ExecuteSqlRawAsync($"select pg_advisory_xact_lock({AdvisoryLocks.Import})", cancellationToken);
        var sealer = await RegisterSnapshot.LoadSealerAsync(context, cancellationToken) ?? throw new NoWorkerKeyException();
        var set = await context.CredentialSets.SingleOrDefaultAsync(row => row.Name == name, cancellationToken);
        if (set is null)
        {
            context.CredentialSets.Add(set = new CredentialSetEntity { Name = name });
            await context.SaveChangesAsync(cancellationToken);
        }

        var devices = await Members(context).Where(device => device.CredentialSetId == set.Id).ToListAsync(cancellationToken);
        (set.Account, set.ChangedAt) = (credential.UserName, await RegisterSnapshot.ReadTimeAsync(context, cancellationToken));
        foreach (var (done, device) in devices.Index())
        {
            DeviceCredentialEntity.Seal(device, sealer, credential, set.ChangedAt.Value);
            if ((done + 1) % ProgressStep == 0 || done + 1 == devices.Count)
            {
                progress?.Report(done + 1);
            }
        }

        Note(context, set, credential.UserName, entry, devices.Count);
        await context.SaveChangesAsync(cancellationToken);

        // What the tried device said is known already.
        var others = devices.Where(device => device.Code != entry.TriedDevice).Select(device => (device.Host!, credential.UserName)).ToList();
        await BudgetRelease.ApplyAsync(context, others, cancellationToken);
        await context.Database.ExecuteSqlRawAsync("update fleet_version set version = version + 1", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return devices.Count;
    }

    /// <summary>Keeps who tried a password that a device refused. Nothing else changes.</summary>
    public async Task NoteRefusalAsync(string name, string account, CredentialEntry entry, CancellationToken cancellationToken)
    {
        await using var context = new StorageContext(StorageContextOptions.For(database));
        Note(context, await context.CredentialSets.SingleAsync(set => set.Name == name, cancellationToken), account, entry, 0);
        await context.SaveChangesAsync(cancellationToken);
    }

    private static void Note(StorageContext context, CredentialSetEntity set, string account, CredentialEntry entry, int devices) => context.CredentialChanges.Add(new CredentialChangeEntity
    {
        CredentialSetId = set.Id,
        EnteredBy = entry.EnteredBy,
        Action = entry.Action,
        Account = account,
        TriedDevice = entry.TriedDevice,
        Devices = devices,
    });

    // A channel is asked through its recorder's account.
    private static IQueryable<DeviceEntity> Members(StorageContext context) => context.Devices.Include(device => device.Credential)
        .Where(device => device.CredentialSetId != null && device.Access == AccessPath.Direct && device.Host != null);
}
