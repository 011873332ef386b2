namespace CameraHealth.Storage.Model;

/// <summary>A time in which a worker beat without a break.</summary>
internal sealed class WorkerSpanEntity
{
    public long Id { get; init; }

    public required string Worker { get; init; }

    public DateTimeOffset FirstBeatAt { get; init; }

    public DateTimeOffset LastBeatAt { get; init; }
}
