using System.Collections.Concurrent;
using CameraHealth.Monitoring.Assessment;

namespace CameraHealth.Monitoring;

/// <summary>The last state of every device a worker owns. Judging one device is never done twice at once.</summary>
public sealed class StateBook
{
    private readonly ConcurrentDictionary<long, Entry> _entries = new();

    /// <summary>Takes states over from the database: all of them after a claim, only unknown devices after a reload.</summary>
    public void Load(IReadOnlyDictionary<long, DeviceState> states, bool replace)
    {
        foreach (var (device, state) in states)
        {
            var entry = _entries.GetOrAdd(device, _ => new Entry(state));
            // A device whose applicable rungs changed (it got an ONVIF port) is judged from its stored state on.
            if (replace || !entry.State.Rungs.Select(rung => rung.Rung).SequenceEqual(state.Rungs.Select(rung => rung.Rung)))
            {
                lock (entry)
                {
                    entry.State = state;
                }
            }
        }
    }

    /// <summary>The device's state; null: not owned.</summary>
    public DeviceState? Find(long device) => _entries.TryGetValue(device, out var entry) ? entry.State : null;

    /// <summary>Replaces a device's state by what <paramref name="judge"/> makes of it; null from it leaves the state. One at a time for a device.</summary>
    public DeviceState? Judge(long device, Func<DeviceState, DeviceState?> judge)
    {
        if (!_entries.TryGetValue(device, out var entry))
        {
            return null;
        }

        lock (entry)
        {
            var judged = judge(entry.State);
            entry.State = judged ?? entry.State;
            return judged;
        }
    }

    /// <summary>Takes over states that the store made in order of time. A device that was judged again since keeps its own until the store has seen that too.</summary>
    public void Adopt(IReadOnlyList<DeviceState> revised)
    {
        foreach (var state in revised)
        {
            Judge(state.DeviceId, own => own.LastAt == state.LastAt ? state : null);
        }
    }

    private sealed class Entry(DeviceState state)
    {
        public DeviceState State { get; set; } = state;
    }
}
