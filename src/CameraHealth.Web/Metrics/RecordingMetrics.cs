using System.Diagnostics.Metrics;
using CameraHealth.Storage.Recordings;
using CameraHealth.Web.Drills;
using CameraHealth.Web.Fleet;

namespace CameraHealth.Web.Metrics;

/// <summary>Metrics of footage and drills. What was not measured has no series; neither has anything while the database is away.</summary>
internal sealed class RecordingMetrics : IDisposable
{
    public const string MeterName = "CameraHealth.Recordings";

    private static readonly TimeSpan ScrapePatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan HeldFor = TimeSpan.FromSeconds(10);

    private readonly IDrillReader _reader;
    private readonly TimeProvider _time;
    private readonly Meter _meter;
    private Held? _held;

    public RecordingMetrics(IMeterFactory meters, IDrillReader reader, TimeProvider time)
    {
        (_reader, _time) = (reader, time);
        _meter = meters.Create(MeterName);
        Create("camerahealth_recording_gap_seconds", "Time without footage within the required days, in gaps of at least a minute.", row => row.GapTime?.TotalSeconds);
        Create("camerahealth_recording_depth_seconds", "Contiguous footage up to the newest.", row => row.Depth?.TotalSeconds);
        Create("camerahealth_recording_required_seconds", "Footage that has to be kept.", row => row.Depth is null && row.Total is null ? null : row.RequiredDays * 86_400.0);
        _meter.CreateObservableCounter("camerahealth_drills_total", Drills, unit: null, "Drills that ended so, ever.");
    }

    /// <summary>Takes the reading that the next collection shows; gives up on a slow database rather than hold the scrape.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (_held is { } held && _time.GetElapsedTime(held.At) < HeldFor)
        {
            return;
        }

        try
        {
            var rows = await _reader.ReadRecordingsAsync(null, cancellationToken).WaitAsync(ScrapePatience, _time, cancellationToken);
            var counts = await _reader.CountAsync(cancellationToken).WaitAsync(ScrapePatience, _time, cancellationToken);
            _held = new Held(rows, counts, _time.GetTimestamp());
        }
        catch (Exception exception) when (exception is TimeoutException or FleetUnavailableException)
        {
            _held = null;
        }
    }

    public void Dispose() => _meter.Dispose();

    private void Create(string name, string description, Func<ChannelRecording, double?> read) => _meter.CreateObservableGauge(
        name,
        () => (_held?.Rows ?? []).Where(row => read(row) is not null).Select(row => new Measurement<double>(
            read(row)!.Value, new KeyValuePair<string, object?>("device", row.Code), new KeyValuePair<string, object?>("site", row.SiteCode))),
        unit: null,
        description);

    private IEnumerable<Measurement<long>> Drills() =>
        (_held?.Counts ?? new Dictionary<string, long>(StringComparer.Ordinal)).Select(count => new Measurement<long>(count.Value, new KeyValuePair<string, object?>("result", count.Key)));

    private sealed record Held(IReadOnlyList<ChannelRecording> Rows, IReadOnlyDictionary<string, long> Counts, long At);
}
