using CameraHealth.Storage.Credentials;
using CameraHealth.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CameraHealth.Storage.Fleet;

/// <summary>The register as an import finds it, tracked for changes.</summary>
/// <param name="Devices">By code.</param>
/// <param name="Sites">By code.</param>
/// <param name="Groups">With how many devices each has.</param>
/// <param name="Policy">New devices get it.</param>
/// <param name="Sealer">For the newest worker key; null: no worker has made its key known.</param>
/// <param name="ReadAt">Database time.</param>
internal sealed record RegisterSnapshot(
    Dictionary<string, DeviceEntity> Devices,
    Dictionary<string, SiteEntity> Sites,
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
        var devices = await context.Devices.Include(device => device.Credential).ToDictionaryAsync(device => device.Code, StringComparer.Ordinal, cancellationToken);
        var key = await context.CredentialKeys.AsNoTracking().OrderByDescending(row => row.RegisteredAt).FirstOrDefaultAsync(cancellationToken);
        var now = await context.Database.SqlQuery<DateTimeOffset>($"select clock_timestamp() as \"Value\"").SingleAsync(cancellationToken);
        return new RegisterSnapshot(devices, sites, groups, policy, key is null ? null : new CredentialSealer(key.PublicKey), now);
    }
}
