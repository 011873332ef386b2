using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Storage.Model;

/// <summary>A row of the ledger. Never changed: corrections are new rows that name what they supersede.</summary>
internal sealed class TransitionEntity
{
    public long Id { get; init; }

    public int DeviceId { get; init; }

    /// <summary>Rung number; 0: the overall status.</summary>
    public short Rung { get; init; }

    public DateTimeOffset At { get; init; }

    public short FromStatus { get; init; }

    /// <summary>Equal to <see cref="FromStatus"/> in a row that only takes a superseded one back.</summary>
    public short ToStatus { get; init; }

    public Reason Reason { get; init; }

    public Rung? BrokenRung { get; init; }

    /// <summary>SHA-256 over the canonical text of the observation that made it.</summary>
    public required byte[] EvidenceHash { get; init; }

    public DateTimeOffset RecordedAt { get; init; }

    public Guid BatchId { get; init; }

    public long? Supersedes { get; init; }
}
