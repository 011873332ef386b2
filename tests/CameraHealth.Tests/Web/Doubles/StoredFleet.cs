using CameraHealth.Storage.Hours;
using CameraHealth.Storage.Queries;
using CameraHealth.Web.Fleet;

namespace CameraHealth.Tests.Web.Doubles;

/// <summary>The database as the web role sees it, held in memory and changed by the test.</summary>
internal sealed class StoredFleet(TimeProvider time) : IFleetReader
{
    private volatile IReadOnlyList<DeviceRow> _devices = [];
    private volatile IReadOnlyList<WorkerRow> _workers = [];

    public IReadOnlyList<DeviceRow> Devices
    {
        get => _devices;
        set => _devices = value;
    }

    /// <summary>Null: one worker that beats all the time.</summary>
    public IReadOnlyList<WorkerRow>? Workers
    {
        get => _workers.Count == 0 ? null : _workers;
        set => _workers = value ?? [];
    }

    public Dictionary<string, DeviceAvailability> Availability { get; } = new(StringComparer.Ordinal);

    public List<IntervalRow> History { get; } = [];

    public Dictionary<string, IReadOnlyList<HourSum>> Hours { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the database does not answer; its error tells a secret, as Npgsql's may.</summary>
    public bool IsAway { get; set; }

    public int FleetReads { get; private set; }

    /// <summary>A read waits for it.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public async Task<FleetSnapshot> ReadFleetAsync(CancellationToken cancellationToken)
    {
        FleetReads++;
        await Gate.WaitAsync(cancellationToken);
        ThrowIfAway();
        var now = time.GetUtcNow();
        return new FleetSnapshot(now, _devices, Workers ?? [new WorkerRow("worker-1", now, now)]);
    }

    public Task<DeviceRow?> FindDeviceAsync(string code, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        return Task.FromResult(_devices.FirstOrDefault(device => string.Equals(device.Code, code, StringComparison.Ordinal)));
    }

    public Task<DeviceAvailability?> ReadAvailabilityAsync(
        string code, DateTimeOffset from, DateTimeOffset to, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        return Task.FromResult(Availability.TryGetValue(code, out var found)
            ? found with { From = from, To = to, AsOf = asOf ?? time.GetUtcNow() }
            : null);
    }

    public Task<IReadOnlyList<DeviceAvailability>> ReadFleetAvailabilityAsync(
        DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        return Task.FromResult<IReadOnlyList<DeviceAvailability>>([.. Availability.Values]);
    }

    public Task<IReadOnlyList<IntervalRow>> ReadHistoryAsync(string code, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        return Task.FromResult<IReadOnlyList<IntervalRow>>([.. History]);
    }

    public Task<DeviceHours?> ReadHoursAsync(string code, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        return Task.FromResult(Hours.TryGetValue(code, out var hours)
            ? new DeviceHours(code, "Asia/Ho_Chi_Minh", from, to, time.GetUtcNow(), [.. hours.Where(hour => hour.From >= from && hour.From < to)])
            : null);
    }

    public List<StreamSample> Stream { get; } = [];

    public Task<IReadOnlyList<StreamSample>> ReadStreamAsync(string code, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        return Task.FromResult<IReadOnlyList<StreamSample>>([.. Stream]);
    }

    private void ThrowIfAway()
    {
        if (IsAway)
        {
            throw new FleetUnavailableException(new IOException("Host=10.9.8.7;Password=hunter2"));
        }
    }
}
