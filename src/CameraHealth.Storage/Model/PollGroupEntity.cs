namespace CameraHealth.Storage.Model;

/// <summary>A site's devices of one policy, at most <see cref="MaxDevices"/>: what is scheduled and fenced as one.</summary>
internal sealed class PollGroupEntity
{
    public const int MaxDevices = 100;

    public int Id { get; init; }

    public int SiteId { get; init; }

    public SiteEntity? Site { get; init; }

    public int PolicyId { get; init; }

    public PollPolicyEntity? Policy { get; init; }

    /// <summary>1, 2, … within site and policy.</summary>
    public int Ordinal { get; init; }

    /// <summary>Fencing number; grows with every claim.</summary>
    public long Epoch { get; set; }

    /// <summary>Grows with every transaction that may have changed its devices' states: what a writer remembers of them holds while it stays.</summary>
    public long Revision { get; init; }

    /// <summary>Worker that claimed it; null: none so far.</summary>
    public string? Owner { get; set; }

    public DateTimeOffset? ClaimedAt { get; set; }
}
