using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Storage.Queries;

/// <summary>One device as lists, pages and metrics show it. The status is clipped by freshness at the moment it was read.</summary>
public sealed record DeviceRow
{
    /// <summary>Identity.</summary>
    public required long Id { get; init; }

    /// <summary>The operator's code.</summary>
    public required string Code { get; init; }

    /// <summary>Display name.</summary>
    public required string Name { get; init; }

    /// <summary>Camera, recorder or encoder.</summary>
    public required DeviceKind Kind { get; init; }

    /// <summary>Direct or through a recorder.</summary>
    public required AccessPath Access { get; init; }

    /// <summary>Code of the recorder for a channel; else null.</summary>
    public string? RecorderCode { get; init; }

    /// <summary>Channel number; null unless a channel.</summary>
    public int? Channel { get; init; }

    /// <summary>Site code.</summary>
    public required string SiteCode { get; init; }

    /// <summary>Site name.</summary>
    public required string SiteName { get; init; }

    /// <summary>The operator's own group label; null: none.</summary>
    public string? GroupName { get; init; }

    /// <summary>WGS 84 degrees; null: not given.</summary>
    public double? Latitude { get; init; }

    /// <summary>WGS 84 degrees; null: not given.</summary>
    public double? Longitude { get; init; }

    /// <summary>The overall verdict now.</summary>
    public required Status Status { get; init; }

    /// <summary>Why.</summary>
    public required Reason Reason { get; init; }

    /// <summary>First rung that broke or is not known; null when Healthy.</summary>
    public Rung? BrokenRung { get; init; }

    /// <summary>Since when the verdict holds, UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Rung verdicts now, clipped by freshness; applicable rungs only, lowest first.</summary>
    public required IReadOnlyList<RungRow> Rungs { get; init; }

    /// <summary>Last observation of any kind, UTC; null: never observed.</summary>
    public DateTimeOffset? LastObservationAt { get; init; }

    /// <summary>Latest measured values; each null when never measured.</summary>
    public required DeviceReadings Readings { get; init; }
}

/// <summary>One rung of a device.</summary>
/// <param name="Rung">The rung.</param>
/// <param name="Status">Its verdict now.</param>
/// <param name="Reason">Why.</param>
/// <param name="Since">Since when, UTC.</param>
/// <param name="LastAt">Last conclusive observation, UTC; null: never.</param>
public sealed record RungRow(Rung Rung, RungStatus Status, Reason Reason, DateTimeOffset Since, DateTimeOffset? LastAt);

/// <summary>The latest values measured on a device, each with the time it was measured.</summary>
public sealed record DeviceReadings
{
    /// <summary>Device clock; null: never read.</summary>
    public ClockReading? Clock { get; init; }

    /// <summary>When the clock was read, UTC.</summary>
    public DateTimeOffset? ClockAt { get; init; }

    /// <summary>Stream measures; null: no picture so far, or the latest stream poll brought none.</summary>
    public StreamReading? Stream { get; init; }

    /// <summary>When the stream was measured, UTC.</summary>
    public DateTimeOffset? StreamAt { get; init; }

    /// <summary>Identity; null: never answered.</summary>
    public DeviceIdentityReading? Identity { get; init; }

    /// <summary>How long the latest health poll took; null: none.</summary>
    public TimeSpan? HealthDuration { get; init; }

    /// <summary>How long the latest stream poll took; null: none.</summary>
    public TimeSpan? StreamDuration { get; init; }

    /// <summary>Trace of the latest poll that was not good, secrets masked; empty: none.</summary>
    public IReadOnlyList<string> FailureTrace { get; init; } = [];

    /// <summary>When that poll was, UTC; null: none.</summary>
    public DateTimeOffset? FailureAt { get; init; }
}
