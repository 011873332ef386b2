using CameraHealth.Monitoring.Uptime;

namespace CameraHealth.Storage.Uptime;

/// <summary>A maintenance window to be entered. At most one of device, site and group is named; none: the whole fleet.</summary>
public sealed record MaintenanceEntry
{
    /// <summary>Code of one device.</summary>
    public string? Device { get; init; }

    /// <summary>Code of a site: all devices that stand there when it begins.</summary>
    public string? Site { get; init; }

    /// <summary>The operator's group label.</summary>
    public string? Group { get; init; }

    /// <summary>Once: its begin. Weekly: begins from here on count. UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Once: its end. Weekly: the last one ends here at the latest; null: it goes on. UTC.</summary>
    public required DateTimeOffset? To { get; init; }

    /// <summary>Null: once.</summary>
    public WeeklySchedule? Weekly { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Who enters it.</summary>
    public required string Person { get; init; }
}

/// <summary>A maintenance window as it stands.</summary>
/// <param name="Id">Names this version.</param>
/// <param name="Device">Code of the device; null: not only one.</param>
/// <param name="Site">Code of the site; null: none named.</param>
/// <param name="Group">Group label; null: none named.</param>
/// <param name="Window">When.</param>
/// <param name="Reason">Why.</param>
/// <param name="Person">Who entered it.</param>
/// <param name="RecordedAt">When this version was recorded, database time.</param>
public sealed record MaintenanceListing(
    long Id, string? Device, string? Site, string? Group, MaintenanceWindow Window, string Reason, string Person, DateTimeOffset RecordedAt)
{
    /// <summary>It had begun when it was entered.</summary>
    public bool IsAfterTheFact => Window.Valid.From < Window.EnteredAt && Window.Weekly is null;
}
