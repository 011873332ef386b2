using NpgsqlTypes;

namespace CameraHealth.Storage.Model;

/// <summary>One version of a period in which observed time counts as maintenance. Never rewritten: it is superseded.</summary>
internal sealed class MaintenanceWindowEntity
{
    public long Id { get; init; }

    /// <summary>Null: see <see cref="SiteId"/>.</summary>
    public int? DeviceId { get; init; }

    /// <summary>All devices of a site; null: see <see cref="GroupName"/>.</summary>
    public int? SiteId { get; init; }

    /// <summary>All devices of a group label; null with the others: the whole fleet.</summary>
    public string? GroupName { get; init; }

    /// <summary>Once: the window. Weekly: where begins count.</summary>
    public NpgsqlRange<DateTime> During { get; init; }

    /// <summary>Weekly: local day; null: once.</summary>
    public DayOfWeek? LocalDay { get; init; }

    public TimeOnly? LocalStart { get; init; }

    public TimeSpan? Duration { get; init; }

    public string? TimeZone { get; init; }

    public required string Reason { get; init; }

    public required string EnteredBy { get; init; }

    /// <summary>When the window was first entered: a version that only shortens it keeps this.</summary>
    public DateTimeOffset EnteredAt { get; init; }

    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>Null: the current version.</summary>
    public DateTimeOffset? SupersededAt { get; init; }

    public string? SupersededBy { get; init; }

    public string? SupersededWhy { get; init; }
}
