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
}
