using CameraHealth.Monitoring.Observations;
using Npgsql;

namespace CameraHealth.Storage.Ledger;

/// <summary>What a writer remembers of the states it stored, so that the owner of a group, who alone writes it, need not read them again.
/// Used by one transaction at a time.</summary>
internal sealed class StateMemory
{
    private readonly Dictionary<int, GroupMemory> _groups = [];

    public GroupMemory Of(int groupId)
    {
        if (!_groups.TryGetValue(groupId, out var group))
        {
            _groups.Add(groupId, group = new GroupMemory(groupId));
        }

        return group;
    }

    /// <summary>Forgets the groups that somebody else wrote, and reads their freshness again. The groups are locked.</summary>
    public async Task AlignAsync(NpgsqlConnection connection, IReadOnlyDictionary<int, long> revisions, CancellationToken cancellationToken)
    {
        var stale = revisions.Where(group => !Of(group.Key).Align(group.Value)).ToDictionary(group => group.Key, group => Of(group.Key));
        await FreshnessTable.ReadAsync(connection, stale, cancellationToken);
    }

    /// <summary>Makes the states of devices known that are not yet.</summary>
    /// <param name="connection">With the groups locked.</param>
    /// <param name="devices">Group by device.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task LoadAsync(NpgsqlConnection connection, IReadOnlyDictionary<int, int> devices, CancellationToken cancellationToken)
    {
        if (devices.Count == 0)
        {
            return;
        }

        var locked = devices.Values.ToHashSet();
        while (true)
        {
            var rows = await StateTable.LockAsync(connection, [.. devices.Keys], cancellationToken);
            var foreign = rows.Select(row => row.FreshnessGroupId).OfType<int>().Where(locked.Add).ToArray();
            if (foreign.Length == 0)
            {
                rows.ForEach(row => Keep(row, devices[row.DeviceId]));
                return;
            }

            // Moved to another group: the freshness its state goes on with is the old group's, and what was read may have changed before that was locked.
            await AlignAsync(connection, await BatchScope.LockMoreAsync(connection, foreign, cancellationToken), cancellationToken);
        }
    }

    private void Keep(StateRow row, int groupId)
    {
        var state = row.State;
        if (row.FreshnessGroupId is { } id)
        {
            state = Overlay.Apply(state, Of(id).Find(PollKind.Health, row.DeviceId), Of(id).Find(PollKind.Stream, row.DeviceId));
            if (id != groupId)
            {
                Of(id).Devices.Remove(row.DeviceId);
            }
        }

        Of(groupId).Devices[row.DeviceId] = new DeviceMemory(row.State, new StoredState(state, row.IsRevised), row.FreshnessGroupId == groupId);
    }
}
