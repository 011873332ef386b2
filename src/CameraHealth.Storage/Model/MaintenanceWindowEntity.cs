using NpgsqlTypes;

namespace CameraHealth.Storage.Model;

/// <summary>A period in which observed time counts as maintenance. Only read so far.</summary>
internal sealed class MaintenanceWindowEntity
{
    public long Id { get; init; }

    public int DeviceId { get; init; }

    public NpgsqlRange<DateTime> During { get; init; }

    public required string Reason { get; init; }

    public required string EnteredBy { get; init; }

    public DateTimeOffset RecordedAt { get; init; }
}
