using CameraHealth.Authentication;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Storage.Ledger;
using CameraHealth.Storage.Logins;
using CameraHealth.Storage.Model;
using CameraHealth.Storage.Uptime;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CameraHealth.Storage.Fleet;

/// <summary>Merges good rows into the register, within the import's transaction.</summary>
internal sealed class RegisterMerge(StorageContext context, RegisterSnapshot register)
{
    private const int ProgressStep = 100;

    private readonly GroupSeats _seats = new(context, register);
    private readonly SetMembers _sets = new(context, register);
    private readonly HashSet<string> _created = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly List<FormattableString> _warnings = [];

    public int Created => _created.Count;

    public int Changed => _changed.Count;

    public IReadOnlyList<FormattableString> Warnings => _warnings;

    public async Task ApplyAsync(FleetFile file, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var rows = file.Rows;
        var hosts = register.Devices.Values.ToDictionary(device => device.Code, device => device.Host, StringComparer.Ordinal);
        var done = 0;
        foreach (var row in rows)
        {
            Put(row, file.Columns);
            if (++done % ProgressStep == 0 || done == rows.Count)
            {
                progress?.Report(done);
            }
        }

        // Recorders have identities now, so that channels can name them.
        await SaveAsync(cancellationToken);
        foreach (var row in rows.Where(row => row.Access == AccessPath.Channel))
        {
            register.Devices[row.Code].RecorderId = register.Devices[row.Recorder!].Id;
        }

        foreach (var row in rows)
        {
            PutCredential(row, hosts.GetValueOrDefault(row.Code));
        }

        _warnings.AddRange(_sets.Missing(rows));
        await AddStatesAsync(rows, cancellationToken);
        await SaveAsync(cancellationToken);
        await BudgetRelease.ApplyAsync(context, [.. rows.Where(row => row.Password is not null).Select(row => (row.Host!, row.Account!))], cancellationToken);
        if (Created + Changed > 0)
        {
            await context.Database.ExecuteSqlRawAsync("update fleet_version set version = version + 1", cancellationToken);
            await RegisterFollower.FollowAsync((NpgsqlConnection)context.Database.GetDbConnection(), null, cancellationToken);
        }
    }

    private void Put(FleetRow row, IReadOnlyCollection<string> columns)
    {
        var site = PutSite(row);
        if (!register.Devices.TryGetValue(row.Code, out var device))
        {
            device = new DeviceEntity { Code = row.Code, Name = row.Name, Kind = row.Kind, Access = row.Access };
            register.Devices.Add(row.Code, device);
            context.Devices.Add(device);
            _created.Add(row.Code);
        }

        device.Name = row.Name;
        device.Kind = row.Kind;
        device.Access = row.Access;
        device.Host = row.Access == AccessPath.Channel ? null : row.Host;
        device.Channel = row.Channel;

        // A cell without a value takes the value away; a column that is not there does not.
        T Given<T>(string column, T value, T stored) => columns.Contains(column, StringComparer.Ordinal) ? value : stored;
        device.OnvifPort = Given("onvif_port", row.OnvifPort, device.OnvifPort);
        device.RtspPort = Given("rtsp_port", row.RtspPort, device.RtspPort);
        device.StreamPath = Given("stream_path", row.StreamPath, device.StreamPath);
        device.GroupName = Given("group", row.Group, device.GroupName);
        device.Lat = Given("lat", row.Lat, device.Lat);
        device.Lon = Given("lon", row.Lon, device.Lon);
        device.InServiceFrom = Given("in_service_from", row.InServiceFrom, device.InServiceFrom);
        device.RequiredDays = Given("required_days", row.RequiredDays, device.RequiredDays);
        device.Field = Given("field", row.Field, device.Field);
        device.Unit = Given("unit", row.Unit, device.Unit);
        device.Contractor = Given("contractor", row.Contractor, device.Contractor);
        device.Maker = Given("maker", row.Maker, device.Maker);
        device.Model = Given("model", row.Model, device.Model);
        var set = Given("credential_set", row.CredentialSet is { } name ? _sets.Put(name) : null, device.CredentialSet);
        device.CredentialSet = row.Access == AccessPath.Channel || row.Password is not null ? null : set;
        if (row.Access == AccessPath.Direct)
        {
            device.RecorderId = null;
        }

        if (device.Site is null || device.Site != site)
        {
            device.Site = site;
            device.PollGroup = _seats.Take(site);
        }
    }

    private SiteEntity PutSite(FleetRow row)
    {
        if (!register.Sites.TryGetValue(row.Site, out var site))
        {
            site = new SiteEntity { Code = row.Site, Name = row.SiteName ?? row.Site };
            register.Sites.Add(row.Site, site);
            context.Sites.Add(site);
        }

        site.Name = row.SiteName ?? site.Name;
        site.Area = row.Area ?? site.Area;
        site.TimeZone = row.Zone ?? site.TimeZone;
        return site;
    }

    private void PutCredential(FleetRow row, string? hostBefore)
    {
        var device = register.Devices[row.Code];
        if (row.Password is { } password)
        {
            DeviceCredentialEntity.Seal(device, register.Sealer!, new DeviceCredential(row.Account!, password.Value), register.ReadAt);
            _changed.Add(row.Code);
            return;
        }

        if (device.Credential is { } stored && Lost(row, device, stored, hostBefore) is { } warning)
        {
            context.Remove(stored);
            _changed.Add(row.Code);
            _warnings.Add(warning);
        }
        else if (device.Credential is null && row.Account is not null)
        {
            _warnings.Add($"line {row.Line}: no password is stored for {row.Code}; give it in the column credential");
        }
    }

    // The seal is bound to host and account: a password must not follow a device to an address that somebody else wrote.
    private static FormattableString? Lost(FleetRow row, DeviceEntity device, DeviceCredentialEntity stored, string? hostBefore)
    {
        if (device.Host is null)
        {
            return $"line {row.Line}: {row.Code} is a recorder's channel now, so its stored password was dropped; its recorder's account is used";
        }

        if (!string.Equals(stored.Host, device.Host, StringComparison.OrdinalIgnoreCase))
        {
            return device.CredentialSet is { } set
                ? (FormattableString)$"line {row.Line}: the host changed from {hostBefore ?? stored.Host} to {device.Host}, so the stored password of {row.Code} was dropped; give it again to its credential set {set.Name}"
                : $"line {row.Line}: the host changed from {hostBefore ?? stored.Host} to {device.Host}, so the stored password of {row.Code} was dropped; give it again in the column credential";
        }

        return row.Account is not null && !string.Equals(stored.Account, row.Account, StringComparison.Ordinal)
            ? $"line {row.Line}: the account changed, so the stored password of {row.Code} was dropped; give it again in the column credential"
            : (FormattableString?)null;
    }

    private async Task AddStatesAsync(IReadOnlyList<FleetRow> rows, CancellationToken cancellationToken)
    {
        foreach (var device in rows.Where(row => _created.Contains(row.Code)).Select(row => register.Devices[row.Code]))
        {
            var state = DeviceState.NeverObserved(device.Id, device.ToDevice().ApplicableRungs, device.CreatedAt);
            await context.DeviceStates.AddAsync(
                new DeviceStateEntity
                {
                    DeviceId = device.Id,
                    Status = state.Status,
                    Reason = state.Reason,
                    Since = state.Since,
                    Rungs = StoredJson.Write(state.Rungs),
                },
                cancellationToken);
        }
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        var renamed = context.ChangeTracker.Entries<SiteEntity>().Where(entry => entry.State == EntityState.Modified).Select(entry => entry.Entity).ToHashSet();
        var changed = context.ChangeTracker.Entries<DeviceEntity>()
            .Where(entry => entry.State == EntityState.Modified || (entry.Entity.Site is { } site && renamed.Contains(site)))
            .Select(entry => entry.Entity.Code);
        _changed.UnionWith(changed);
        _changed.ExceptWith(_created);
        await context.SaveChangesAsync(cancellationToken);
    }
}
