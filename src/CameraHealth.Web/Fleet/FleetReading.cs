using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Queries;

namespace CameraHealth.Web.Fleet;

/// <summary>What the feed knows at a moment.</summary>
/// <param name="Snapshot">The last fleet that was read; null: none since the start.</param>
/// <param name="ReadAt">Our time at which it was read; null: never.</param>
/// <param name="FailingSince">Our time since which the database does not answer; null: the last read was good.</param>
/// <remarks>Public because Razor components are.</remarks>
public sealed record FleetReading(FleetSnapshot? Snapshot, DateTimeOffset? ReadAt, DateTimeOffset? FailingSince)
{
    public static readonly FleetReading None = new(null, null, null);

    /// <summary>Whether <see cref="Snapshot"/> is the fleet as it is now, and not only as it last was.</summary>
    public bool IsCurrent => Snapshot is not null && FailingSince is null;

    /// <summary>The devices as they may be shown: unknown, each, while the database does not answer, because nothing vouches for them.</summary>
    public IReadOnlyList<DeviceRow> Devices => (Snapshot, FailingSince) switch
    {
        (null, _) => [],
        ({ } snapshot, null) => snapshot.Devices,
        ({ } snapshot, { } since) => [.. snapshot.Devices.Select(device => Unknown(device, since))],
    };

    /// <summary>The device as it may be shown while nothing vouches for it.</summary>
    public static DeviceRow Unknown(DeviceRow device, DateTimeOffset since) => device with
    {
        Status = Status.Unknown,
        Reason = Reason.NoObservation,
        BrokenRung = null,
        Since = since,
        Rungs = [.. device.Rungs.Select(rung => rung with { Status = RungStatus.Unknown, Reason = Reason.NoObservation, Since = since })],
    };
}
