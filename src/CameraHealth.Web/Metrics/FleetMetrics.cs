using System.Diagnostics.Metrics;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Queries;
using CameraHealth.Web.Fleet;

namespace CameraHealth.Web.Metrics;

/// <summary>
/// Every metric of the fleet. What was not measured has no series; neither has anything while the database is away: an old value would read as a
/// new one. The names are a contract.
/// </summary>
internal sealed class FleetMetrics : IDisposable
{
    public const string MeterName = "CameraHealth.Fleet";

    private static readonly TimeSpan ScrapePatience = TimeSpan.FromSeconds(2);
    private static readonly Status[] Statuses = Enum.GetValues<Status>();

    private readonly FleetFeed _fleet;
    private readonly AvailabilityFeed _availability;
    private readonly TimeProvider _time;
    private readonly Meter _meter;
    private FleetSnapshot? _current;

    public FleetMetrics(IMeterFactory meters, FleetFeed fleet, AvailabilityFeed availability, TimeProvider time)
    {
        (_fleet, _availability, _time) = (fleet, availability, time);
        _meter = meters.Create(MeterName);
        CreateStatusGauges();
        CreateReadingGauges();
        CreateAvailabilityGauges();
        CreateMonitorGauges();
    }

    /// <summary>Most series that a metric has for one device.</summary>
    public static int SeriesPerDevice(string metric) => metric switch
    {
        "camerahealth_device_status" => Statuses.Length,
        "camerahealth_device_rung_ok" => Rungs.All.Count,
        "camerahealth_check_duration_seconds" or "camerahealth_availability_ratio" or "camerahealth_coverage_ratio" => 2,
        _ => 1,
    };

    /// <summary>Takes the reading that the next collection shows; gives up on a slow database rather than hold the scrape.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            var reading = await _fleet.ReadAsync(cancellationToken).WaitAsync(ScrapePatience, _time, cancellationToken);
            _current = reading.IsCurrent ? reading.Snapshot : null;
        }
        catch (TimeoutException)
        {
            _current = null;
        }
    }

    public void Dispose() => _meter.Dispose();

    private void CreateStatusGauges()
    {
        Create("camerahealth_device_status", "Whether the device has this status now: 1 for the one it has, 0 for the others.", StatusSet);
        Create("camerahealth_device_rung_ok", "Whether the rung holds: 1 it works, 0 it is broken; absent when not measured or blocked by a lower rung.", RungsOk);
        CreatePerDevice(
            "camerahealth_device_last_observation_timestamp_seconds",
            "When the device was last observed, in seconds since 1970; absent when never.",
            device => UnixSeconds(device.LastObservationAt));
        Create("camerahealth_check_duration_seconds", "How long the latest poll of this kind took.", Durations);
    }

    private void CreateReadingGauges()
    {
        CreatePerDevice("camerahealth_clock_offset_seconds", "Device clock minus ours; positive: the device is ahead.", d => IsHeld(d, Rung.Responding) ? d.Readings.Clock?.Offset.TotalSeconds : null);
        CreatePerStream("frames_per_second", "Pictures that arrived each second on the main stream.", s => s.FrameRate);
        CreatePerStream("bytes_per_second", "RTP payload that arrived each second on the main stream.", s => s.BitRate / 8);
        CreatePerStream("packet_loss_ratio", "Lost packets per expected packet on the main stream, 0 to 1.", s => s.LossRatio);
        CreatePerStream("jitter_seconds", "Interarrival jitter of the main stream (RFC 3550).", s => s.Jitter?.TotalSeconds);
        CreatePerStream("keyframe_interval_seconds", "Time from keyframe to keyframe on the main stream.", s => s.KeyframeInterval?.TotalSeconds);
        CreatePerStream("time_to_first_keyframe_seconds", "Time from PLAY to the first keyframe of the main stream.", s => s.TimeToFirstKeyframe?.TotalSeconds);
    }

    private void CreateAvailabilityGauges()
    {
        Create("camerahealth_availability_ratio", "Up time per observed time in the window (K1), 0 to 1.", () => Windows(a => a.Availability.Ratio));
        Create("camerahealth_coverage_ratio", "Observed time per time in service in the window (K3), 0 to 1.", () => Windows(a => a.Availability.Coverage));
    }

    private void CreateMonitorGauges()
    {
        Create("camerahealth_heartbeat_timestamp_seconds", "Last sign of life of a worker, in seconds since 1970.", Heartbeats);
        _meter.CreateObservableGauge(
            "camerahealth_database_up", () => _current is null ? 0 : 1, unit: null, "Whether the fleet could be read from the database: 1 yes, 0 no.");
    }

    private void Create(string name, string description, Func<IEnumerable<Measurement<double>>> observe) =>
        _meter.CreateObservableGauge(name, observe, unit: null, description);

    private void CreatePerDevice(string name, string description, Func<DeviceRow, double?> read) =>
        Create(name, description, () => Devices.SelectMany(device => Measured(read(device), Device(device), Site(device))));

    private void CreatePerStream(string name, string description, Func<StreamReading, double?> read) =>
        CreatePerDevice($"camerahealth_stream_{name}", description, device => IsHeld(device, Rung.Streaming) && device.Readings.Stream is { } stream ? read(stream) : null);

    private IReadOnlyList<DeviceRow> Devices => _current?.Devices ?? [];

    private IEnumerable<Measurement<double>> StatusSet() =>
        from device in Devices
        from status in Statuses
        select new Measurement<double>(
            device.Status == status ? 1 : 0, Device(device), Site(device), Label("kind", SnakeCase.Of(device.Kind)), Label("status", SnakeCase.Of(status)));

    private IEnumerable<Measurement<double>> RungsOk() =>
        from device in Devices
        from rung in device.Rungs
        from measurement in Measured(Holds(rung.Status), Device(device), Site(device), Label("rung", SnakeCase.Of(rung.Rung)))
        select measurement;

    private IEnumerable<Measurement<double>> Durations() => Devices.SelectMany(device => (IEnumerable<Measurement<double>>)
    [
        .. Measured(Fresh(device, PollKind.Health, device.Readings.HealthDuration), Device(device), Site(device), Label("kind", SnakeCase.Of(PollKind.Health))),
        .. Measured(Fresh(device, PollKind.Stream, device.Readings.StreamDuration), Device(device), Site(device), Label("kind", SnakeCase.Of(PollKind.Stream))),
    ]);

    private IEnumerable<Measurement<double>> Windows(Func<DeviceAvailability, double?> read) =>
        from window in AvailabilityWindow.All
        let byCode = _availability.Read(window)
        from device in Devices
        from measurement in Measured(
            byCode.TryGetValue(device.Code, out var availability) ? read(availability) : null, Device(device), Site(device), Label("window", window.Name))
        select measurement;

    private IEnumerable<Measurement<double>> Heartbeats() =>
        (_current?.Workers ?? []).SelectMany(worker => Measured(UnixSeconds(worker.LastBeatAt), Label("worker", worker.Worker)));

    /// <summary>Readings are as old as the last good poll: they are shown while the rung that they were read from is vouched for, not after.</summary>
    private static bool IsHeld(DeviceRow device, Rung rung) => device.Rungs.Any(row => row.Rung == rung && Holds(row.Status) == 1);

    private static double? Fresh(DeviceRow device, PollKind kind, TimeSpan? took) =>
        device.Rungs.Any(row => Rungs.MeasuredBy(row.Rung) == kind && row.Status is not (RungStatus.Unknown or RungStatus.Blocked)) ? took?.TotalSeconds : null;

    /// <summary>A deviating rung still holds: the device counts as up. A refused login says nothing about the rung.</summary>
    private static double? Holds(RungStatus status) => status switch
    {
        RungStatus.Good or RungStatus.Deviating => 1,
        RungStatus.Failed => 0,
        _ => null,
    };

    private static IEnumerable<Measurement<double>> Measured(double? value, params KeyValuePair<string, object?>[] labels) =>
        value is { } number && double.IsFinite(number) ? [new Measurement<double>(number, labels)] : [];

    private static double? UnixSeconds(DateTimeOffset? at) => at is { } instant ? (instant - DateTimeOffset.UnixEpoch).TotalSeconds : null;

    private static KeyValuePair<string, object?> Device(DeviceRow device) => Label("device", device.Code);

    private static KeyValuePair<string, object?> Site(DeviceRow device) => Label("site", device.SiteCode);

    private static KeyValuePair<string, object?> Label(string name, string value) => new(name, value);
}
