using System.Threading.Channels;
using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Telemetry;
using CameraHealth.Worker.Spooling;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CameraHealth.Worker;

/// <summary>
/// Takes assessed observations in batches, in their order, to the database; when it does not take one within <see cref="Patience"/>, or others
/// wait before it, to the spool. What is only in memory is younger than the flush interval and the patience together: 2 s.
/// </summary>
internal sealed partial class BatchWriter : BackgroundService
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TimeForTheLastBatch = TimeSpan.FromSeconds(4);

    private readonly ChannelReader<AssessedObservation> _queue;
    private readonly IObservationStore _store;
    private readonly Spool _spool;
    private readonly AssessmentGate _gate;
    private readonly BatchSettlement _settlement;
    private readonly WorkerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<BatchWriter> _log;
    private ObservationBatch? _inHand;

    /// <summary>Takes the queue that polls write to.</summary>
    public BatchWriter(
        ChannelReader<AssessedObservation> queue, IObservationStore store, Spool spool, AssessmentGate gate, BatchSettlement settlement, PollMeters meters, WorkerOptions options, TimeProvider time, ILogger<BatchWriter> log)
    {
        (_queue, _store, _spool, _gate, _settlement, _options, _time, _log) = (queue, store, spool, gate, settlement, options, time, log);
        meters.WatchQueue(() => queue.Count);
    }

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _spool.TryOpen();
        return base.StartAsync(cancellationToken);
    }

    /// <summary>The polls have ended by now: what they left is written once more, each batch whole or not at all.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (ExecuteTask is { IsCompleted: true })
        {
            using var limit = new CancellationTokenSource(TimeForTheLastBatch, _time);
            await BringLastAsync(limit.Token);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _queue.WaitToReadAsync(stoppingToken))
        {
            await Task.Delay(_options.FlushInterval, _time, stoppingToken);
            while (TakeBatch() is { } batch)
            {
                await BringAsync(batch, stoppingToken);
            }
        }
    }

    private ObservationBatch? TakeBatch()
    {
        var items = new List<AssessedObservation>();
        while (items.Count < _options.BatchSize && _queue.TryRead(out var item))
        {
            items.Add(item);
        }

        _inHand = items.Count == 0 ? null : new ObservationBatch(Guid.CreateVersion7(_time.GetUtcNow()), _options.Name, items);
        return _inHand;
    }

    // Until somebody has it: the batch in hand is the only one, and nothing more is assessed while nobody takes it.
    private async Task BringAsync(ObservationBatch batch, CancellationToken cancellationToken)
    {
        while (!await TryStoreAsync(batch, Patience, cancellationToken) && !TryKeep(batch))
        {
            await Task.Delay(RetryInterval, _time, cancellationToken);
        }

        _inHand = null;
        if (_gate.Reopen())
        {
            AssessingAgain(_log);
        }
    }

    // Not past what waits on disk: the order is kept.
    private async Task<bool> TryStoreAsync(ObservationBatch batch, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (!_spool.IsEmpty)
        {
            return false;
        }

        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var writing = _store.WriteAsync(batch, limit.Token);
        try
        {
            _settlement.Taken(batch, await writing.WaitAsync(patience, _time, cancellationToken));
            limit.Dispose();
            return true;
        }
        catch (Exception exception) when (exception is ObservationStoreException or TimeoutException)
        {
            // After the patience its fate is unknown. It is given again under the same id: written after all, it is skipped then.
            await limit.CancelAsync();
            _ = writing.ContinueWith(ended => (ended.Exception, limit).limit.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            _settlement.NotTaken(batch, exception);
            return false;
        }
    }

    private bool TryKeep(ObservationBatch batch)
    {
        var kept = _spool.Append(batch);
        if (kept == SpoolAppend.Kept)
        {
            Kept(_log, batch.Id, batch.Items.Count);
            return true;
        }

        if (_gate.Close(kept == SpoolAppend.Full ? DropCause.ReserveFull : DropCause.Unwritable))
        {
            AssessingStopped(_log);
        }

        return false;
    }

    private async Task BringLastAsync(CancellationToken cancellationToken)
    {
        for (var batch = _inHand ?? TakeBatch(); batch is not null; batch = TakeBatch())
        {
            if (!await TryStoreLastAsync(batch, cancellationToken) && !TryKeep(batch))
            {
                LastLost(_log, batch.Items.Count);
            }
        }
    }

    private async Task<bool> TryStoreLastAsync(ObservationBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            return await TryStoreAsync(batch, TimeForTheLastBatch, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "Acknowledged {Batch}: {Count} observations on disk")]
    private static partial void Kept(ILogger log, Guid batch, int count);

    [LoggerMessage(2, LogLevel.Error, "Results can be kept neither in the database nor on disk: assessing stops, and the time becomes Unknown")]
    private static partial void AssessingStopped(ILogger log);

    [LoggerMessage(3, LogLevel.Information, "Results are kept again: assessing goes on")]
    private static partial void AssessingAgain(ILogger log);

    [LoggerMessage(4, LogLevel.Error, "{Count} observations are lost with the stop: neither the database nor the disk took them")]
    private static partial void LastLost(ILogger log, int count);
}
