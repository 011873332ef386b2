using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Storage.Ledger;

/// <summary>Decides how each device's state is kept: by a refresh of its group's freshness, or by its own row; and remembers it.</summary>
internal sealed class RefreshedGroups(StateMemory memory)
{
    private readonly List<FreshnessPart> _parts = [];

    /// <summary>Parts of groups to be written.</summary>
    public IReadOnlyCollection<FreshnessPart> Parts => _parts;

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
            if (device.HasReadings)
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

        health = health is { } polled && polled.At != known?.At ? Complete(polled, device, known) : known;
        stream = stream is { } streamed ? Complete(streamed, device, null) : null;
        if (health is { IsExpressible: false } || stream is { IsExpressible: false } || HidesClock(health, known))
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
        var part = group.PartOf(kind, id);
        if (refresh is not { } newer || part.Find(id)?.At == newer.At)
        {
            return;
        }

        part.Refreshes[id] = newer;
        if (!part.IsChanged)
        {
            part.IsChanged = true;
            _parts.Add(part);
        }
    }

    // They are older than the row now; the next time their part is written, they are gone.
    private static void ForgetRefreshes(GroupMemory group, int id)
    {
        group.PartOf(PollKind.Health, id).Refreshes.Remove(id);
        group.PartOf(PollKind.Stream, id).Refreshes.Remove(id);
    }
}
