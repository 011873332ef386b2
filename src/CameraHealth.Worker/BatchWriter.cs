using System.Threading.Channels;
using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CameraHealth.Worker;

/// <summary>Writes assessed observations in batches, in their order. A batch the database did not take is given again under the same id.</summary>
public sealed partial class BatchWriter : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TimeForTheLastBatch = TimeSpan.FromSeconds(4);

    private readonly Channel<AssessedObservation> _queue;
    private readonly IObservationStore _store;
    private readonly PollRoster _roster;
    private readonly PollMeters _meters;
    private readonly WorkerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<BatchWriter> _log;

    /// <summary>Takes the queue that polls write to.</summary>
    public BatchWriter(
        Channel<AssessedObservation> queue, IObservationStore store, PollRoster roster, PollMeters meters, WorkerOptions options, TimeProvider time, ILogger<BatchWriter> log)
    {
        (_queue, _store, _roster, _meters, _options, _time, _log) = (queue, store, roster, meters, options, time, log);
        meters.WatchQueue(() => queue.Reader.Count);
    }

    /// <summary>Whether the last batch was written; null: none so far.</summary>
    public bool? IsStoring { get; private set; }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _queue.Reader.WaitToReadAsync(stoppingToken))
            {
                await Task.Delay(_options.FlushInterval, _time, stoppingToken);
                await WriteAsync(TakeBatch(), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The polls have ended by now: what they left is written once more, whole or not at all.
            using var limit = new CancellationTokenSource(TimeForTheLastBatch, _time);
            await WriteLastAsync(limit.Token);
        }
    }

    private List<AssessedObservation> TakeBatch()
    {
        var items = new List<AssessedObservation>();
        while (items.Count < _options.BatchSize && _queue.Reader.TryRead(out var item))
        {
            items.Add(item);
        }

        return items;
    }

    private async Task WriteAsync(List<AssessedObservation> items, CancellationToken stoppingToken)
    {
        var batch = new ObservationBatch(Guid.CreateVersion7(_time.GetUtcNow()), _options.Name, items);
        var pause = TimeSpan.FromMilliseconds(250);
        while (items.Count > 0)
        {
            try
            {
                _pending = batch;
                var outcome = await _store.WriteAsync(batch, stoppingToken);
                _pending = null;
                IsStoring = true;
                Settle(outcome);
                return;
            }
            catch (ObservationStoreException exception)
            {
                IsStoring = false;
                _meters.StoreFailed();
                StoreFailed(_log, exception, items.Count, pause);
                if (!exception.IsTransient && pause >= LongestPause)
                {
                    // The database refuses these rows for good: keeping them would hold everything behind them back for ever.
                    BatchGivenUp(_log, exception, items.Count);
                    _pending = null;
                    return;
                }

                await Task.Delay(pause, _time, stoppingToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    private ObservationBatch? _pending;

    private async Task WriteLastAsync(CancellationToken cancellationToken)
    {
        try
        {
            // A batch whose fate is unknown goes first, under its own id: written before, it is skipped.
            if (_pending is { } pending)
            {
                await _store.WriteAsync(pending, cancellationToken);
            }

            for (var items = TakeBatch(); items.Count > 0; items = TakeBatch())
            {
                await _store.WriteAsync(new ObservationBatch(Guid.CreateVersion7(_time.GetUtcNow()), _options.Name, items), cancellationToken);
            }
        }
        catch (Exception exception) when (exception is ObservationStoreException or OperationCanceledException)
        {
            StoreFailed(_log, exception, _queue.Reader.Count, TimeSpan.Zero);
        }
    }

    private void Settle(BatchOutcome outcome)
    {
        if (outcome.LostGroups.Count > 0)
        {
            GroupsLost(_log, outcome.LostGroups.Count);
            _roster.GiveUp(outcome.LostGroups);
        }

        if (outcome.Expired > 0)
        {
            Expired(_log, outcome.Expired);
        }

        if (outcome.Outdated > 0)
        {
            Outdated(_log, outcome.Outdated);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The database did not take {Count} observations; again in {Pause}")]
    private static partial void StoreFailed(ILogger log, Exception exception, int count, TimeSpan pause);

    [LoggerMessage(2, LogLevel.Error, "The database refuses {Count} observations for good; their time becomes Unknown")]
    private static partial void BatchGivenUp(ILogger log, Exception exception, int count);

    [LoggerMessage(3, LogLevel.Warning, "Another worker owns {Count} groups now; they are given up")]
    private static partial void GroupsLost(ILogger log, int count);

    [LoggerMessage(4, LogLevel.Information, "{Count} observations were assessed again in order of time")]
    private static partial void Outdated(ILogger log, int count);

    [LoggerMessage(5, LogLevel.Warning, "{Count} observations were left out: they are older than what is kept")]
    private static partial void Expired(ILogger log, int count);
}
