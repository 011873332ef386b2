using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Storage.Ledger;

/// <summary>What a writer remembers of a row of <c>group_freshness</c>.</summary>
/// <param name="groupId">The poll group.</param>
/// <param name="kind">Kind of the observations.</param>
/// <param name="number">Part of the group.</param>
internal sealed class FreshnessPart(int groupId, PollKind kind, short number)
{
    public int GroupId => groupId;

    public PollKind Kind => kind;

    public short Number => number;

    /// <summary>By device.</summary>
    public Dictionary<int, Refresh> Refreshes { get; } = [];

    /// <summary>Whether the transaction that runs is to write it.</summary>
    public bool IsChanged { get; set; }

    public Refresh? Find(int deviceId) => Refreshes.TryGetValue(deviceId, out var refresh) ? refresh : null;
}
