namespace CameraHealth.Storage.Model;

/// <summary>A batch that was written; its id makes sure that it never is again.</summary>
internal sealed class BatchEntity
{
    public Guid Id { get; init; }

    /// <summary>Short name of the batch in observations.</summary>
    public long Seq { get; init; }

    public required string Worker { get; init; }

    public DateTimeOffset RecordedAt { get; init; }

    public int Observations { get; init; }

    public int Outdated { get; init; }

    public int Transitions { get; init; }
}
