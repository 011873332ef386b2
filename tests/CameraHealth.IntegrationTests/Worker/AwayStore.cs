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

    /// <summary>The newest fact that the database has taken.</summary>
    public DateTimeOffset NewestAt { get; private set; }

    public async Task<BatchOutcome> WriteAsync(ObservationBatch batch, CancellationToken cancellationToken)
    {
        if (_isAway)
        {
            throw new ObservationStoreException("connection refused", isTransient: true, new IOException());
        }

        var outcome = await store.WriteAsync(batch, cancellationToken);
        NewestAt = batch.Items.Max(item => item.Observation.At);
        return outcome;
    }
}
