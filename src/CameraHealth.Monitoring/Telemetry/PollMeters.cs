using System.Diagnostics.Metrics;
using System.Text.Json;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Monitoring.Telemetry;

/// <summary>The worker's own meters: how it polls and stores. What it knows of the fleet comes from Postgres.</summary>
public sealed class PollMeters : IDisposable
{
    /// <summary>Name of the meter, for the exporter.</summary>
    public const string MeterName = "CameraHealth.Worker";

    private readonly Meter _meter;
    private readonly Counter<long> _polls;
    private readonly Histogram<double> _lateness;
    private readonly Counter<long> _storeFailures;
    private readonly Counter<long> _raisedTimes;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _picturesDropped;
    private Func<int>? _queueDepth;
    private Func<SpoolReport>? _spool;

    /// <summary>Creates the instruments.</summary>
    public PollMeters()
    {
        // The scope tells the meters of two workers in one process apart.
        _meter = new Meter(new MeterOptions(MeterName) { Scope = this });
        _polls = _meter.CreateCounter<long>("camerahealth_polls", description: "Polls by what they brought: good, deviating, failed, refused, inconclusive; or missed, dropped.");
        _lateness = _meter.CreateHistogram(
            "camerahealth_poll_lateness_seconds",
            description: "First byte sent minus due, scheduled polls only.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20] });
        _storeFailures = _meter.CreateCounter<long>("camerahealth_store_failures", description: "Batches that the database did not take at the first try.");
        _raisedTimes = _meter.CreateCounter<long>("camerahealth_raised_times", description: "Observations whose time was raised by a microsecond because it was not after the device's last.");
        _meter.CreateObservableGauge("camerahealth_queue_depth", () => _queueDepth?.Invoke() ?? 0, description: "Assessed observations waiting to be written.");
        _dropped = _meter.CreateCounter<long>("camerahealth_observations_dropped", description: "Observations that were given up, by cause. What changed a verdict goes last.");
        _meter.CreateObservableGauge("camerahealth_spool_bytes", () => Spool.Bytes, description: "Bytes on disk that wait for the database.");
        _meter.CreateObservableGauge("camerahealth_spool_batches", () => Spool.Batches, description: "Batches on disk that wait for the database.");
        _meter.CreateObservableGauge("camerahealth_assessing_stopped", () => Spool.State == SpoolState.Stopped ? 1 : 0, description: "1 while results can be kept nowhere and nothing is assessed: that time becomes Unknown.");
        _picturesDropped = _meter.CreateCounter<long>("camerahealth_pictures_dropped", description: "Pictures that were looked at and could not be kept: too many waited, or the database was away.");
        _picturesDropped.Add(0);
        foreach (var cause in Enum.GetValues<DropCause>())
        {
            Dropped(cause, 0);
        }

        foreach (var kind in Enum.GetValues<PollKind>())
        {
            _polls.Add(0, Label(kind), new("outcome", "missed"));
        }

        _storeFailures.Add(0);
        _raisedTimes.Add(0);
    }

    /// <summary>Counts a finished poll by its worst finding, and its lateness when it was a scheduled one.</summary>
    public void Polled(PollKind kind, IReadOnlyList<RungFinding> findings, TimeSpan? lateness)
    {
        var worst = findings.Count == 0 ? Finding.Inconclusive : findings.Max(finding => finding.Finding);
        _polls.Add(1, Label(kind), new("outcome", OutcomeOf(worst)));
        if (lateness is { } late)
        {
            _lateness.Record(Math.Max(0, late.TotalSeconds), Label(kind));
        }
    }

    /// <summary>Counts polls that were due and not made.</summary>
    public void Missed(PollKind kind, int count) => _polls.Add(count, Label(kind), new("outcome", "missed"));

    /// <summary>Counts a poll whose result could not be kept; its time becomes Unknown.</summary>
    public void Dropped(PollKind kind) => _polls.Add(1, Label(kind), new("outcome", "dropped"));

    /// <summary>Counts observations that were given up.</summary>
    public void Dropped(DropCause cause, int count) => _dropped.Add(count, new KeyValuePair<string, object?>("cause", JsonNamingPolicy.SnakeCaseLower.ConvertName(cause.ToString())));

    /// <summary>Counts a picture that was looked at and not kept.</summary>
    public void PictureDropped() => _picturesDropped.Add(1);

    /// <summary>Counts an observation whose time was raised.</summary>
    public void Raised() => _raisedTimes.Add(1);

    /// <summary>Counts a batch that the database did not take at once.</summary>
    public void StoreFailed() => _storeFailures.Add(1);

    /// <summary>Says where the queue's depth is read.</summary>
    public void WatchQueue(Func<int> depth) => _queueDepth = depth;

    /// <summary>Says where the state of the spool is read.</summary>
    public void WatchSpool(Func<SpoolReport> report) => _spool = report;

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private SpoolReport Spool => _spool?.Invoke() ?? default;

    private static KeyValuePair<string, object?> Label(PollKind kind) => new("kind", JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString()));

    private static string OutcomeOf(Finding finding) => finding switch
    {
        Finding.Good => "good",
        Finding.Deviating => "deviating",
        Finding.Failed => "failed",
        Finding.Refused => "refused",
        _ => "inconclusive",
    };
}
