using CameraHealth.Storage.Credentials;
using CameraHealth.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CameraHealth.Storage.Fleet;

/// <summary>The register as an import finds it, tracked for changes.</summary>
/// <param name="Devices">By code.</param>
/// <param name="Sites">By code.</param>
/// <param name="Sets">Credential sets, by name.</param>
/// <param name="Groups">With how many devices each has.</param>
/// <param name="Policy">New devices get it.</param>
/// <param name="Sealer">For the newest worker key; null: no worker has made its key known.</param>
/// <param name="ReadAt">Database time.</param>
internal sealed record RegisterSnapshot(
    Dictionary<string, DeviceEntity> Devices,
    Dictionary<string, SiteEntity> Sites,
    Dictionary<string, CredentialSetEntity> Sets,
    List<PollGroupEntity> Groups,
    PollPolicyEntity Policy,
    CredentialSealer? Sealer,
    DateTimeOffset ReadAt)
{
    public static async Task<RegisterSnapshot> LoadAsync(StorageContext context, CancellationToken cancellationToken)
    {
        var sites = await context.Sites.ToDictionaryAsync(site => site.Code, StringComparer.Ordinal, cancellationToken);
        var policy = await context.PollPolicies.SingleAsync(row => row.Name == "default", cancellationToken);
        var groups = await context.PollGroups.Where(group => group.PolicyId == policy.Id).ToListAsync(cancellationToken);
        var sets = await context.CredentialSets.ToDictionaryAsync(set => set.Name, StringComparer.Ordinal, cancellationToken);
        var devices = await context.Devices.Include(device => device.Credential).ToDictionaryAsync(device => device.Code, StringComparer.Ordinal, cancellationToken);
        return new RegisterSnapshot(devices, sites, sets, groups, policy, await LoadSealerAsync(context, cancellationToken), await ReadTimeAsync(context, cancellationToken));
    }

    /// <summary>Seals to the newest worker key; null: there is none.</summary>
    public static async Task<CredentialSealer?> LoadSealerAsync(StorageContext context, CancellationToken cancellationToken) =>
        await context.CredentialKeys.AsNoTracking().OrderByDescending(row => row.RegisteredAt).FirstOrDefaultAsync(cancellationToken) is { } key ? new CredentialSealer(key.PublicKey) : null;

    /// <summary>The database's time.</summary>
    public static Task<DateTimeOffset> ReadTimeAsync(StorageContext context, CancellationToken cancellationToken) =>
        context.Database.SqlQuery<DateTimeOffset>($"select clock_timestamp() as \"Value\"").SingleAsync(cancellationToken);
}
