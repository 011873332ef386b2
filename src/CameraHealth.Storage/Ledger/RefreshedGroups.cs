using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Storage.Ledger;

/// <summary>Decides how each device's state is kept: by a refresh of its group's freshness, or by its own row; and remembers it.</summary>
internal sealed class RefreshedGroups(StateMemory memory)
{
    private readonly HashSet<(GroupMemory Group, PollKind Kind, short Part)> _parts = [];

    /// <summary>Parts of groups to be written.</summary>
    public IReadOnlyCollection<(GroupMemory Group, PollKind Kind, short Part)> Parts => _parts;

    /// <summary>States to be written.</summary>
    public List<StateRow> Rows { get; } = [];

    /// <summary>Devices whose readings are to be written, each with what its group kept of its health so far.</summary>
    public List<(DeviceLedger Device, Refresh? Health)> Readings { get; } = [];

    public void Keep(DeviceLedger device)
    {
        var group = memory.Of(device.GroupId);
        var id = (int)device.Before.DeviceId;
        var known = device.Memory.IsFreshnessHere ? group.Find(PollKind.Health, id) : null;
        if (device.IsQuiet && device.Memory.IsFreshnessHere && TryRefresh(device, group, id, known))
        {
            if (device.Items.Exists(item => ReadingsTable.IsNeededFor(item.Item.Observation)))
            {
                Readings.Add((device, null));
            }

            return;
        }

        var row = new StateRow(device.State, device.IsRevised, device.GroupId);
        Rows.Add(row);
        Readings.Add((device, known));
        group.Devices[id] = new DeviceMemory(row.State, new StoredState(row.State, row.IsRevised), true);
        ForgetRefreshes(group, id);
    }

    private bool TryRefresh(DeviceLedger device, GroupMemory group, int id, Refresh? known)
    {
        if (!Overlay.TryExpress(device.Memory.Row, device.State, out var health, out var stream))
        {
            return false;
        }

        health = health is null || health.At == known?.At ? known : Complete(health, device, known);
        stream = stream is null ? null : Complete(stream, device, null);
        if ((health is not null && !health.IsExpressible) || (stream is not null && !stream.IsExpressible) || HidesClock(health, known))
        {
            return false;
        }

        Put(group, PollKind.Health, id, health);
        Put(group, PollKind.Stream, id, stream);
        group.Devices[id] = device.Memory with { Stored = new StoredState(device.State, false) };
        return true;
    }

    // A clock that was read before and not now is still the last one known: that takes two times to say.
    private static bool HidesClock(Refresh? health, Refresh? known) => health?.Clock is null && known?.Clock is not null;

    private static Refresh Complete(Refresh refresh, DeviceLedger device, Refresh? known)
    {
        foreach (var (item, row, _) in device.Items)
        {
            if (row.At == refresh.At)
            {
                return refresh with { Duration = item.Observation.Duration, Clock = item.Observation.Kind == PollKind.Health ? item.Observation.Clock : null };
            }
        }

        return refresh with { Duration = known?.Duration ?? default, Clock = known?.Clock };
    }

    private void Put(GroupMemory group, PollKind kind, int id, Refresh? refresh)
    {
        var part = GroupMemory.PartOf(id);
        var refreshes = group.Refreshes(kind, part);
        if (refresh is not null && refreshes.GetValueOrDefault(id)?.At != refresh.At)
        {
            refreshes[id] = refresh;
            _parts.Add((group, kind, part));
        }
    }

    // They are older than the row now; the next time their part is written, they are gone.
    private static void ForgetRefreshes(GroupMemory group, int id)
    {
        group.Refreshes(PollKind.Health, GroupMemory.PartOf(id)).Remove(id);
        group.Refreshes(PollKind.Stream, GroupMemory.PartOf(id)).Remove(id);
    }
}
