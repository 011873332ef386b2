using CameraHealth.Monitoring;

namespace CameraHealth.IntegrationTests.Worker;

/// <summary>The real store, out of reach while the test says so.</summary>
internal sealed class AwayStore(IObservationStore store) : IObservationStore
{
    private volatile bool _isAway;

    public bool IsAway
    {
        get => _isAway;
        set => _isAway = value;
    }

    public Task<BatchOutcome> WriteAsync(ObservationBatch batch, CancellationToken cancellationToken) => _isAway
        ? Task.FromException<BatchOutcome>(new ObservationStoreException("connection refused", isTransient: true, new IOException()))
        : store.WriteAsync(batch, cancellationToken);
}
