using CameraHealth.Storage.Model;

namespace CameraHealth.Storage.Fleet;

/// <summary>Places devices in their site's poll groups, at most 100 in each.</summary>
internal sealed class GroupSeats
{
    private readonly StorageContext _context;
    private readonly PollPolicyEntity _policy;
    private readonly Dictionary<SiteEntity, List<(PollGroupEntity Group, int Taken)>> _groups = [];

    public GroupSeats(StorageContext context, RegisterSnapshot register)
    {
        (_context, _policy) = (context, register.Policy);
        var sites = register.Sites.Values.ToDictionary(site => site.Id);
        var taken = register.Devices.Values.CountBy(device => device.PollGroupId).ToDictionary();
        foreach (var group in register.Groups.OrderBy(group => group.Ordinal))
        {
            Of(sites[group.SiteId]).Add((group, taken.GetValueOrDefault(group.Id)));
        }
    }

    public PollGroupEntity Take(SiteEntity site)
    {
        var groups = Of(site);
        var index = groups.FindIndex(seat => seat.Taken < PollGroupEntity.MaxDevices);
        if (index < 0)
        {
            var group = new PollGroupEntity { Site = site, Policy = _policy, Ordinal = groups.Count + 1 };
            _context.PollGroups.Add(group);
            groups.Add((group, 0));
            index = groups.Count - 1;
        }

        groups[index] = groups[index] with { Taken = groups[index].Taken + 1 };
        return groups[index].Group;
    }

    private List<(PollGroupEntity Group, int Taken)> Of(SiteEntity site)
    {
        if (!_groups.TryGetValue(site, out var list))
        {
            _groups.Add(site, list = []);
        }

        return list;
    }
}
