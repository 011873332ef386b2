using CameraHealth.Monitoring;

namespace CameraHealth.IntegrationTests.Worker;

/// <summary>The real store, out of reach while the test says so.</summary>
internal sealed class AwayStore(IObservationStore store) : IObservationStore
{
    private volatile bool _isAway;
    private int _writing;

    /// <summary>Whether a batch is being written.</summary>
    public bool IsWriting => Volatile.Read(ref _writing) > 0;

    public bool IsAway
    {
        get => _isAway;
        set => _isAway = value;
    }

    public Task<BatchOutcome> WriteAsync(ObservationBatch batch, CancellationToken cancellationToken) => _isAway
        ? Task.FromException<BatchOutcome>(new ObservationStoreException("connection refused", isTransient: true, new IOException()))
        : CountAsync(batch, cancellationToken);

    private async Task<BatchOutcome> CountAsync(ObservationBatch batch, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _writing);
        try
        {
            return await store.WriteAsync(batch, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _writing);
        }
    }
}
