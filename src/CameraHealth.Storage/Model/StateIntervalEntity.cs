using CameraHealth.Monitoring.Observations;
using NpgsqlTypes;

namespace CameraHealth.Storage.Model;

/// <summary>One version of an interval of a device's rung: the ledger's projection.</summary>
internal sealed class StateIntervalEntity
{
    public long Id { get; init; }

    public int DeviceId { get; init; }

    /// <summary>Rung number; 0: the overall status.</summary>
    public short Rung { get; init; }

    public short Status { get; init; }

    public Reason Reason { get; init; }

    public Rung? BrokenRung { get; init; }

    /// <summary>Closed-open; without an upper bound while it lasts.</summary>
    public NpgsqlRange<DateTime> During { get; init; }

    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>Null: the current version.</summary>
    public DateTimeOffset? SupersededAt { get; init; }

    /// <summary>Freshness as it was known when the row was superseded; null while current.</summary>
    public DateTimeOffset? NextDueAt { get; init; }

    /// <summary>See <see cref="NextDueAt"/>.</summary>
    public DateTimeOffset? VouchedUntil { get; init; }
}
