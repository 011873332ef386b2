using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Storage.Ledger;

/// <summary>What a writer remembers of a poll group. It holds while nobody else wrote: while the group's revision is the one it left.</summary>
internal sealed class GroupMemory(int groupId)
{
    private readonly SortedDictionary<int, Refresh>[] _refreshes = [[], [], [], []];

    public int GroupId => groupId;

    /// <summary>The group's revision after the last look; −1: nothing is remembered.</summary>
    public long Revision { get; private set; } = -1;

    /// <summary>Devices whose states are known.</summary>
    public Dictionary<int, DeviceMemory> Devices { get; } = [];

    /// <summary>Takes the revision over that this transaction made.</summary>
    /// <returns>Whether what is remembered holds; otherwise it was forgotten.</returns>
    public bool Align(long revision)
    {
        var holds = Revision + 1 == revision;
        if (!holds)
        {
            Devices.Clear();
            Array.ForEach(_refreshes, rows => rows.Clear());
        }

        Revision = revision;
        return holds;
    }

    /// <summary>Part of the group's freshness that holds a device.</summary>
    public static short PartOf(int deviceId) => (short)(deviceId % 2);

    /// <summary>The refreshes of a part, by device.</summary>
    public SortedDictionary<int, Refresh> Refreshes(PollKind kind, short part) => _refreshes[(((int)kind - 1) * 2) + part];

    public Refresh? Find(PollKind kind, int deviceId) => Refreshes(kind, PartOf(deviceId)).GetValueOrDefault(deviceId);
}
