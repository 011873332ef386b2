using CameraHealth.Storage.Hours;
using CameraHealth.Storage.Queries;

namespace CameraHealth.Web.Fleet;

/// <summary>The read side of Postgres. Every method throws <see cref="FleetUnavailableException"/> when the database does not answer.</summary>
internal interface IFleetReader
{
    /// <summary>Every device and worker now.</summary>
    Task<FleetSnapshot> ReadFleetAsync(CancellationToken cancellationToken);

    /// <summary>One device; null: no such code.</summary>
    Task<DeviceRow?> FindDeviceAsync(string code, CancellationToken cancellationToken);

    /// <summary>One device's availability in [from, to), as known at <paramref name="asOf"/> (null: now); null: no such code.</summary>
    Task<DeviceAvailability?> ReadAvailabilityAsync(
        string code, DateTimeOffset from, DateTimeOffset to, DateTimeOffset? asOf, CancellationToken cancellationToken);

    /// <summary>Every device's availability in [from, to).</summary>
    Task<IReadOnlyList<DeviceAvailability>> ReadFleetAvailabilityAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>One device's status history in [from, to), in order of time.</summary>
    Task<IReadOnlyList<IntervalRow>> ReadHistoryAsync(string code, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>One device's polls by UTC hour, of the hours that begin in [from, to); null: no such code.</summary>
    Task<DeviceHours?> ReadHoursAsync(string code, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>One device's stream polls in (from, to], in order of time; empty also when there is no such code.</summary>
    Task<IReadOnlyList<StreamSample>> ReadStreamAsync(string code, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);
}
