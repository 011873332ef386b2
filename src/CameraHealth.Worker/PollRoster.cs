using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Fleet;

namespace CameraHealth.Worker;

/// <summary>The groups this worker owns now.</summary>
public sealed class PollRoster
{
    private Dictionary<long, PollGroup> _groups = [];

    /// <summary>Version of the register it was loaded from; −1: not loaded.</summary>
    public long Version { get; private set; } = -1;

    /// <summary>The groups, by identity.</summary>
    public IReadOnlyDictionary<long, PollGroup> Groups => Volatile.Read(ref _groups);

    /// <summary>Takes over what was claimed or reloaded.</summary>
    public void Replace(OwnedFleet fleet)
    {
        Volatile.Write(ref _groups, fleet.Groups.ToDictionary(group => group.Id));
        Version = fleet.Version;
    }

    /// <summary>Gives groups up that another worker owns now.</summary>
    public void GiveUp(IReadOnlyList<long> lost)
    {
        if (lost.Count > 0)
        {
            Volatile.Write(ref _groups, Groups.Values.Where(group => !lost.Contains(group.Id)).ToDictionary(group => group.Id));
        }
    }
}
