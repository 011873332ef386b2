using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Storage.Ledger;

/// <summary>What a writer remembers of a poll group. It holds while nobody else wrote: while the group's revision is the one it left.</summary>
internal sealed class GroupMemory(int groupId)
{
    private readonly FreshnessPart[] _parts =
    [
        new(groupId, PollKind.Health, 0), new(groupId, PollKind.Health, 1), new(groupId, PollKind.Stream, 0), new(groupId, PollKind.Stream, 1),
    ];

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
            Array.ForEach(_parts, part => part.Refreshes.Clear());
        }

        Revision = revision;
        return holds;
    }

    public FreshnessPart Part(PollKind kind, short number) => _parts[(((int)kind - 1) * 2) + number];

    /// <summary>Part of the group's freshness that holds a device.</summary>
    public FreshnessPart PartOf(PollKind kind, int deviceId) => Part(kind, (short)(deviceId % 2));

    public Refresh? Find(PollKind kind, int deviceId) => PartOf(kind, deviceId).Find(deviceId);
}
