using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Storage.Uptime;

/// <summary>What somebody says a status really was, against what was measured.</summary>
public sealed record CorrectionEntry
{
    /// <summary>Code of the device.</summary>
    public required string Device { get; init; }

    /// <summary>One rung; null: the overall status, which the figures are made from. A corrected rung is written down and changes no figure.</summary>
    public Rung? Rung { get; init; }

    /// <summary>UTC, inclusive.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>UTC, exclusive; later than <see cref="From"/>.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>What it was. Of a rung: good, deviating and failed are the same steps.</summary>
    public required Status Status { get; init; }

    /// <summary>Why that is known.</summary>
    public required string Reason { get; init; }

    /// <summary>Who says so.</summary>
    public required string Person { get; init; }
}

/// <summary>A correction as it stands in the ledger.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Said">What was said.</param>
/// <param name="RecordedAt">When, database time: figures as of an earlier time do not know it.</param>
/// <param name="TakenBack">When, by whom and why it was taken back; null: it holds.</param>
public sealed record CorrectionListing(long Id, CorrectionEntry Said, DateTimeOffset RecordedAt, TakenBack? TakenBack);

/// <summary>The end of a version.</summary>
/// <param name="At">Recorded time.</param>
/// <param name="Person">Who.</param>
/// <param name="Reason">Why.</param>
public sealed record TakenBack(DateTimeOffset At, string Person, string Reason);
