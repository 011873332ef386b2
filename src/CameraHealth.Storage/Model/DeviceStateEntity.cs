using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Storage.Model;

/// <summary>The verdict on a device as of its last observation.</summary>
internal sealed class DeviceStateEntity
{
    public int DeviceId { get; init; }

    public Status Status { get; init; }

    public Reason Reason { get; init; }

    public Rung? BrokenRung { get; init; }

    public DateTimeOffset Since { get; init; }

    public DateTimeOffset? LastAt { get; init; }

    public DateTimeOffset? NextDueAt { get; init; }

    public DateTimeOffset? VouchedUntil { get; init; }

    /// <summary>JSON array of rung states.</summary>
    public required string Rungs { get; init; }

    /// <summary>Made again here in order of time: the owner's copy in memory does not know it yet.</summary>
    public bool IsRevised { get; init; }

    /// <summary>Group whose <c>group_freshness</c> goes on from here; null: none does.</summary>
    public int? FreshnessGroupId { get; init; }
}
