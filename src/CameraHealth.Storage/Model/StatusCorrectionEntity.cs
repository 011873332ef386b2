using CameraHealth.Monitoring.Assessment;
using NpgsqlTypes;

namespace CameraHealth.Storage.Model;

/// <summary>One version of what a person says against the measured status. The measured line stays as it is.</summary>
internal sealed class StatusCorrectionEntity
{
    public long Id { get; init; }

    public int DeviceId { get; init; }

    public NpgsqlRange<DateTime> During { get; init; }

    /// <summary>0: the overall status.</summary>
    public short Rung { get; init; }

    public Status Status { get; init; }

    public required string Reason { get; init; }

    public required string EnteredBy { get; init; }

    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>Null: the current version.</summary>
    public DateTimeOffset? SupersededAt { get; init; }

    public string? SupersededBy { get; init; }

    public string? SupersededWhy { get; init; }
}
