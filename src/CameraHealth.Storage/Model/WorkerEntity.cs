using CameraHealth.Monitoring;

namespace CameraHealth.Storage.Model;

/// <summary>A worker's signs of life, in database time.</summary>
internal sealed class WorkerEntity
{
    public required string Name { get; init; }

    public DateTimeOffset FirstBeatAt { get; init; }

    public DateTimeOffset LastBeatAt { get; init; }

    public DateTimeOffset? LastBatchAt { get; init; }

    /// <summary>Beats so far, for K26.</summary>
    public long Beats { get; init; }

    /// <summary>What waited on its disk at the last beat.</summary>
    public SpoolState SpoolState { get; init; }

    public int SpoolBatches { get; init; }

    public long SpoolBytes { get; init; }

    /// <summary>Time of the oldest observation that waited; null: none did.</summary>
    public DateTimeOffset? SpoolOldestAt { get; init; }
}
