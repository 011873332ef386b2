namespace CameraHealth.Storage.Model;

/// <summary>A device's days of one UTC month, added up from its intervals, in microseconds. Can be computed again at any time.</summary>
internal sealed class DailySumEntity
{
    public int DeviceId { get; init; }

    /// <summary>First day of the month.</summary>
    public DateOnly Month { get; init; }

    /// <summary>First day that is not added up: nothing could change the days before it any more.</summary>
    public DateOnly Until { get; init; }

    /// <summary>Recorded time up to which the ledger was read.</summary>
    public DateTimeOffset KnownAt { get; init; }

    /// <summary>Recorded time of the first change after that touches it; null: none.</summary>
    public DateTimeOffset? StaleAt { get; init; }

    public long Up { get; init; }

    public long Down { get; init; }

    public long Maintenance { get; init; }

    public long Unknown { get; init; }

    public long NotInService { get; init; }

    public long NotMonitored { get; init; }

    public long LateUp { get; init; }

    public long LateDown { get; init; }

    /// <summary>The same eight numbers day by day.</summary>
    public required long[] Days { get; init; }

    /// <summary>Begins of the outages that ended in these days, microseconds of the common era.</summary>
    public required long[] OutageFrom { get; init; }

    public required long[] OutageTo { get; init; }

    public required short[] OutageEnd { get; init; }
}
