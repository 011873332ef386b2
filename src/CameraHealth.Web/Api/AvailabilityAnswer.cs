using CameraHealth.Storage.Queries;

namespace CameraHealth.Web.Api;

/// <summary>Where the seconds of a closed-open window went: up + down + maintenance + unknown + notInService = window.</summary>
internal sealed record AvailabilityAnswer
{
    public required string Code { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    public required DateTimeOffset? MonitoredFrom { get; init; }

    public required double WindowSeconds { get; init; }

    public required double UpSeconds { get; init; }

    public required double DownSeconds { get; init; }

    public required double MaintenanceSeconds { get; init; }

    public required double UnknownSeconds { get; init; }

    public required double NotInServiceSeconds { get; init; }

    /// <summary>The part of the unknown seconds that lies before monitoring began.</summary>
    public required double NotMonitoredSeconds { get; init; }

    /// <summary>K1; null: nothing was observed.</summary>
    public required double? AvailabilityRatio { get; init; }

    /// <summary>K2, low end.</summary>
    public required double? AvailabilityRatioLow { get; init; }

    /// <summary>K2, high end.</summary>
    public required double? AvailabilityRatioHigh { get; init; }

    /// <summary>K3.</summary>
    public required double? CoverageRatio { get; init; }

    /// <summary>Whether the coverage allows a verdict (K3 ≥ 0.9).</summary>
    public required bool SufficientCoverage { get; init; }

    /// <summary>The same with what persons said against the measured status; null: nobody said anything about the window.</summary>
    public AvailabilityAnswer? Corrected { get; init; }

    public static AvailabilityAnswer Of(DeviceAvailability found) => new()
    {
        Code = found.Code,
        From = found.From,
        To = found.To,
        AsOf = found.AsOf,
        MonitoredFrom = found.MonitoredFrom,
        WindowSeconds = found.Availability.Window.TotalSeconds,
        UpSeconds = found.Availability.Up.TotalSeconds,
        DownSeconds = found.Availability.Down.TotalSeconds,
        MaintenanceSeconds = found.Availability.Maintenance.TotalSeconds,
        UnknownSeconds = found.Availability.Unknown.TotalSeconds,
        NotInServiceSeconds = found.Availability.NotInService.TotalSeconds,
        NotMonitoredSeconds = found.Availability.NotMonitored.TotalSeconds,
        AvailabilityRatio = found.Availability.Ratio,
        AvailabilityRatioLow = found.Availability.RatioLow,
        AvailabilityRatioHigh = found.Availability.RatioHigh,
        CoverageRatio = found.Availability.Coverage,
        SufficientCoverage = found.Availability.IsCovered,
        Corrected = found.Corrected is { } corrected ? Of(found with { Availability = corrected, Corrected = null }) : null,
    };
}
