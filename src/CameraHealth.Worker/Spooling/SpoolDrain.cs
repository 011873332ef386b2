using CameraHealth.Monitoring;
using Microsoft.Extensions.Hosting;

namespace CameraHealth.Worker.Spooling;

/// <summary>Brings what waits on disk to the database: oldest first, one batch a transaction, each once by its id.</summary>
internal sealed class SpoolDrain(Spool spool, IObservationStore store, BatchSettlement settlement, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TimeForOne = TimeSpan.FromSeconds(30);

    // The database answers and refuses: its state may be put right meanwhile, but not for ever.
    private const int RefusalsToGiveUp = 8;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (pause, refusals) = (FirstPause, 0);
        while (!stoppingToken.IsCancellationRequested)
        {
            await spool.WaitAsync(stoppingToken);
            if (spool.Peek() is not { } batch)
            {
                continue;
            }

            try
            {
                var outcome = await StoreAsync(batch, stoppingToken);
                spool.Complete(batch.Id);
                settlement.Taken(batch, outcome);
                (pause, refusals) = (FirstPause, 0);
            }
            catch (Exception exception) when (exception is ObservationStoreException or TimeoutException)
            {
                settlement.NotTaken(batch, exception);
                refusals = exception is ObservationStoreException { IsTransient: false } ? refusals + 1 : 0;
                if (refusals >= RefusalsToGiveUp)
                {
                    // These rows are refused for good: keeping them would hold everything behind them back for ever.
                    settlement.Refused(batch, exception);
                    spool.Complete(batch.Id);
                    refusals = 0;
                    continue;
                }

                await Task.Delay(pause, time, stoppingToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    private async Task<BatchOutcome> StoreAsync(ObservationBatch batch, CancellationToken stoppingToken)
    {
        using var limit = new CancellationTokenSource(TimeForOne, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stoppingToken);
        try
        {
            return await store.WriteAsync(batch, linked.Token);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !stoppingToken.IsCancellationRequested)
        {
            throw new TimeoutException("the database did not answer", exception);
        }
    }
}
