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
    private readonly StateBook _states;
    private readonly PollMeters _meters;
    private readonly WorkerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<BatchWriter> _log;
    private ObservationBatch? _pending;

    /// <summary>Takes the queue that polls write to.</summary>
    public BatchWriter(
        Channel<AssessedObservation> queue, IObservationStore store, PollRoster roster, StateBook states, PollMeters meters, WorkerOptions options, TimeProvider time, ILogger<BatchWriter> log)
    {
        (_queue, _store, _roster, _states, _meters, _options, _time, _log) = (queue, store, roster, states, meters, options, time, log);
        meters.WatchQueue(() => queue.Reader.Count);
    }

    /// <summary>Whether the last batch was written; null: none so far.</summary>
    public bool? IsStoring { get; private set; }

    /// <summary>The polls have ended by now: what they left is written once more, each batch whole or not at all.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (ExecuteTask is { IsCompleted: true })
        {
            using var limit = new CancellationTokenSource(TimeForTheLastBatch, _time);
            await WriteLastAsync(limit.Token);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _queue.Reader.WaitToReadAsync(stoppingToken))
        {
            await Task.Delay(_options.FlushInterval, _time, stoppingToken);
            await WriteAsync(TakeBatch(), stoppingToken);
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
        var batch = NewBatch(items);
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

    private async Task WriteLastAsync(CancellationToken cancellationToken)
    {
        // A batch whose fate is unknown goes first, under its own id: written before, it is skipped.
        for (var batch = _pending ?? NewBatch(TakeBatch()); batch.Items.Count > 0; batch = NewBatch(TakeBatch()))
        {
            try
            {
                await _store.WriteAsync(batch, cancellationToken);
            }
            catch (ObservationStoreException exception) when (!exception.IsTransient)
            {
                BatchGivenUp(_log, exception, batch.Items.Count);
            }
            catch (Exception exception) when (exception is ObservationStoreException or OperationCanceledException)
            {
                LeftUnwritten(_log, exception, batch.Items.Count + _queue.Reader.Count);
                return;
            }
        }
    }

    private ObservationBatch NewBatch(List<AssessedObservation> items) => new(Guid.CreateVersion7(_time.GetUtcNow()), _options.Name, items);

    private void Settle(BatchOutcome outcome)
    {
        if (outcome.LostGroups.Count > 0)
        {
            GroupsLost(_log, outcome.LostGroups.Count);
            _roster.GiveUp(outcome.LostGroups);
        }

        _states.Adopt(outcome.Revised);
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

    [LoggerMessage(5, LogLevel.Error, "The worker stops and the database does not take the last {Count} observations; their time becomes Unknown")]
    private static partial void LeftUnwritten(ILogger log, Exception exception, int count);
}
