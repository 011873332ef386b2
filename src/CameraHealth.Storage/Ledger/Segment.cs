using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Storage.Ledger;

/// <summary>A piece of a rung's line of verdicts; closed-open.</summary>
/// <param name="Rung">Rung number; 0: the overall status.</param>
/// <param name="From">Begin.</param>
/// <param name="To">End; null: it lasts.</param>
/// <param name="Status">Number of the verdict.</param>
/// <param name="Reason">Why.</param>
/// <param name="BrokenRung">For the overall status: the first rung that broke; else null.</param>
internal sealed record Segment(short Rung, DateTimeOffset From, DateTimeOffset? To, short Status, Reason Reason, Rung? BrokenRung)
{
    public bool SaysTheSameAs(Segment other) => Status == other.Status && Reason == other.Reason && BrokenRung == other.BrokenRung;
}

/// <summary>A current interval of the database.</summary>
internal sealed record StoredSegment(long Id, Segment Segment);
