using System.Collections.Concurrent;
using CameraHealth.Monitoring;

namespace CameraHealth.Tests.Worker.Doubles;

/// <summary>Keeps batches in memory; the test may play a failure for the next ones.</summary>
internal sealed class PlayedObservationStore : IObservationStore
{
    private readonly ConcurrentQueue<ObservationBatch> _offered = new();

    public Func<ObservationBatch, CancellationToken, Task<BatchOutcome>> Play { get; set; } = (batch, _) => Task.FromResult(new BatchOutcome(false, batch.Items.Count, 0, []));

    /// <summary>Every batch that was given, taken or not, in order.</summary>
    public IReadOnlyCollection<ObservationBatch> Offered => _offered;

    public Task<BatchOutcome> WriteAsync(ObservationBatch batch, CancellationToken cancellationToken)
    {
        _offered.Enqueue(batch);
        return Play(batch, cancellationToken);
    }

    /// <summary>From now on the database does not take anything.</summary>
    public void Fail(bool isTransient) =>
        Play = (_, _) => Task.FromException<BatchOutcome>(new ObservationStoreException("the database is away", isTransient, new IOException()));

    /// <summary>From now on the database takes what it is given.</summary>
    public void Recover() => Play = (batch, _) => Task.FromResult(new BatchOutcome(false, batch.Items.Count, 0, []));
}
