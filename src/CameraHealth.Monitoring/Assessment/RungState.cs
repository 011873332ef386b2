using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Monitoring.Assessment;

/// <summary>What is held about one rung between observations.</summary>
public sealed record RungState
{
    /// <summary>The rung.</summary>
    public required Rung Rung { get; init; }

    /// <summary>Confirmed verdict.</summary>
    public RungStatus Status { get; init; } = RungStatus.Unknown;

    /// <summary>Why.</summary>
    public Reason Reason { get; init; } = Reason.NotYetMeasured;

    /// <summary>Since when the verdict holds.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Last conclusive observation; null: never.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>When the next observation of the rung is due; null: never observed.</summary>
    public DateTimeOffset? NextDueAt { get; init; }

    /// <summary>Until when the last observation vouches; null: never observed.</summary>
    public DateTimeOffset? VouchedUntil { get; init; }

    /// <summary>A change that is suspected and not yet confirmed; null: none.</summary>
    public PendingChange? Pending { get; init; }

    /// <summary>The bad verdict that ran out before this Unknown; null: it was not bad, or is not unknown. Of rungs that are not required.</summary>
    public RungStatus? RanOutFrom { get; init; }

    /// <summary>Why later attempts were inconclusive, for the reason of an Unknown that follows; null: they were not.</summary>
    public Reason? Inconclusive { get; init; }
}

/// <summary>A suspected change of a rung.</summary>
/// <param name="To">The verdict it would become: of those found in a row, the one nearest to the verdict that stands.</param>
/// <param name="Reason">Its newest reason.</param>
/// <param name="FirstAt">The first observation that said so: the change will be dated back to it.</param>
/// <param name="Count">Observations in a row that bore it out.</param>
public sealed record PendingChange(RungStatus To, Reason Reason, DateTimeOffset FirstAt, int Count);
