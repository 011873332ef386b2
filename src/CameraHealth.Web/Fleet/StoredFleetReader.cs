using CameraHealth.Storage.Hours;
using CameraHealth.Storage.Queries;

namespace CameraHealth.Web.Fleet;

/// <summary>The storage's queries; whatever the driver throws means that the database does not answer.</summary>
internal sealed class StoredFleetReader(FleetQuery fleet, DeviceQuery device, AvailabilityQuery availability, HistoryQuery history, HoursQuery hours, StreamSeriesQuery streams) : IFleetReader
{
    public Task<FleetSnapshot> ReadFleetAsync(CancellationToken cancellationToken) => DatabaseAnswer.AskAsync(() => fleet.ReadAsync(cancellationToken));

    public Task<DeviceRow?> FindDeviceAsync(string code, CancellationToken cancellationToken) => DatabaseAnswer.AskAsync(() => device.FindAsync(code, cancellationToken));

    public Task<DeviceAvailability?> ReadAvailabilityAsync(
        string code, DateTimeOffset from, DateTimeOffset to, DateTimeOffset? asOf, CancellationToken cancellationToken) =>
        DatabaseAnswer.AskAsync(() => availability.ReadAsync(code, from, to, asOf, cancellationToken));

    public Task<IReadOnlyList<DeviceAvailability>> ReadFleetAvailabilityAsync(
        DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        DatabaseAnswer.AskAsync(() => availability.ReadFleetAsync(from, to, cancellationToken));

    public Task<IReadOnlyList<IntervalRow>> ReadHistoryAsync(
        string code, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        DatabaseAnswer.AskAsync(() => history.ReadAsync(code, from, to, cancellationToken));

    public Task<DeviceHours?> ReadHoursAsync(string code, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        DatabaseAnswer.AskAsync(() => hours.ReadAsync(code, from, to, cancellationToken));

    public Task<IReadOnlyList<StreamSample>> ReadStreamAsync(string code, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        DatabaseAnswer.AskAsync(() => streams.ReadAsync(code, from, to, cancellationToken));
}
