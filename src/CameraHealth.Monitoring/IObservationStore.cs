using CameraHealth.Monitoring.Assessment;

namespace CameraHealth.Monitoring;

/// <summary>Where observations and verdicts are kept. The seam to Postgres.</summary>
public interface IObservationStore
{
    /// <summary>Writes a batch in ONE transaction: batch id (seen before: nothing is written again), observations, states, transitions,
    /// intervals, readings. Verdicts of a group whose epoch has moved on, or of a device whose last time is not the one the verdict was
    /// made from, are dropped; those observations are kept as facts and the device is assessed again in order of time.</summary>
    /// <exception cref="ObservationStoreException">The database is away or refused; nothing of the batch was written, it may be given again.</exception>
    Task<BatchOutcome> WriteAsync(ObservationBatch batch, CancellationToken cancellationToken);
}

/// <summary>What became of a batch.</summary>
/// <param name="Duplicate">The batch id had been written before.</param>
/// <param name="Written">Observations written.</param>
/// <param name="Outdated">Of these, the ones whose verdict was dropped and made again in order of time.</param>
/// <param name="LostGroups">Groups that another worker owns now: this one must stop polling them.</param>
public sealed record BatchOutcome(bool Duplicate, int Written, int Outdated, IReadOnlyList<long> LostGroups)
{
    /// <summary>Observations left out because they are older than what is kept.</summary>
    public int Expired { get; init; }

    /// <summary>States that were made in the store and differ from the ones the owner brought: it goes on from these.</summary>
    public IReadOnlyList<DeviceState> Revised { get; init; } = [];
}

/// <summary>The database is away or refused the batch.</summary>
public sealed class ObservationStoreException(string message, bool isTransient, Exception inner) : Exception(message, inner)
{
    /// <summary>True when the same batch may succeed later.</summary>
    public bool IsTransient { get; } = isTransient;
}
