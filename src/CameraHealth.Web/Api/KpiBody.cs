using CameraHealth.Monitoring.Uptime;
using CameraHealth.Storage.Queries;

namespace CameraHealth.Web.Api;

/// <summary>The figures of a closed-open window. Every ratio stands beside its numerator and denominator; null: not measured.</summary>
internal sealed record KpiBody(
    DateTimeOffset From,
    DateTimeOffset To,
    DateTimeOffset AsOf,
    DateTimeOffset? SettledUntil,
    bool Provisional,
    KpiGrouping GroupBy,
    KpiRowBody Total,
    IReadOnlyList<KpiRowBody> Rows,
    KpiShare Heartbeats,
    KpiShare? Clocks,
    bool? MonitorClockSuspected)
{
    public static KpiBody Of(KpiAnswer answer) => new(
        answer.From,
        answer.To,
        answer.AsOf,
        answer.SettledUntil,
        answer.IsProvisional,
        answer.GroupBy,
        KpiRowBody.Of(answer.Total, answer.RepairTarget),
        [.. answer.Rows.Select(row => KpiRowBody.Of(row, answer.RepairTarget))],
        new KpiShare(answer.Heartbeats.Seen, answer.Heartbeats.Due, answer.Heartbeats.Ratio),
        answer.Clocks is { } clocks ? new KpiShare(clocks.Within, clocks.Measured, clocks.Ratio) : null,
        answer.Clocks?.IsMonitorSuspected);
}

/// <summary>A ratio with what it was made from.</summary>
internal sealed record KpiShare(double Numerator, double Denominator, double? Ratio);

/// <summary>Durations told by count, median and the ninth of ten.</summary>
internal sealed record KpiDurations(int Count, double? MedianSeconds, double? P90Seconds)
{
    public static KpiDurations Of(DurationFigures figures) => new(figures.Count, figures.Median?.TotalSeconds, figures.P90?.TotalSeconds);
}

/// <summary>Where the time went: up + down + maintenance + unknown + notInService = window, in seconds.</summary>
internal sealed record KpiTime
{
    private const double Micros = 1_000_000;

    public required double WindowSeconds { get; init; }

    public required double UpSeconds { get; init; }

    public required double DownSeconds { get; init; }

    public required double MaintenanceSeconds { get; init; }

    public required double UnknownSeconds { get; init; }

    public required double NotInServiceSeconds { get; init; }

    public required double NotMonitoredSeconds { get; init; }

    /// <summary>K1.</summary>
    public required KpiShare Availability { get; init; }

    /// <summary>K1 as if maintenance entered after the fact did not exist.</summary>
    public required KpiShare AvailabilityWithoutLateMaintenance { get; init; }

    /// <summary>K2.</summary>
    public required double? AvailabilityRatioLow { get; init; }

    /// <summary>K2.</summary>
    public required double? AvailabilityRatioHigh { get; init; }

    /// <summary>K3.</summary>
    public required KpiShare Coverage { get; init; }

    /// <summary>Whether the coverage allows a verdict (K3 ≥ 0.9).</summary>
    public required bool SufficientCoverage { get; init; }

    public static KpiTime Of(TimeTally tally) => new()
    {
        WindowSeconds = tally.Window / Micros,
        UpSeconds = tally.Up / Micros,
        DownSeconds = tally.Down / Micros,
        MaintenanceSeconds = tally.Maintenance / Micros,
        UnknownSeconds = tally.Unknown / Micros,
        NotInServiceSeconds = tally.NotInService / Micros,
        NotMonitoredSeconds = tally.NotMonitored / Micros,
        Availability = new KpiShare(tally.Up / Micros, (tally.Up + tally.Down) / Micros, tally.Ratio),
        AvailabilityWithoutLateMaintenance = new KpiShare(
            (tally.Up + tally.LateUp) / Micros, (tally.Up + tally.LateUp + tally.Down + tally.LateDown) / Micros, tally.RatioWithoutLateMaintenance),
        AvailabilityRatioLow = tally.RatioLow,
        AvailabilityRatioHigh = tally.RatioHigh,
        Coverage = new KpiShare((tally.Up + tally.Down + tally.Maintenance) / Micros, tally.InService / Micros, tally.Coverage),
        SufficientCoverage = tally.IsCovered,
    };
}

/// <summary>The figures of a group.</summary>
internal sealed record KpiRowBody
{
    /// <summary>Null: the devices say none, or the total.</summary>
    public required string? Key { get; init; }

    public required string? Name { get; init; }

    public required int Devices { get; init; }

    public required KpiTime Measured { get; init; }

    /// <summary>With what persons said against it; null: nobody did.</summary>
    public required KpiTime? Corrected { get; init; }

    /// <summary>K4, in the last instant of the window; unknown devices apart.</summary>
    public required KpiShare Online { get; init; }

    /// <summary>K5, in the last instant of the window.</summary>
    public required KpiShare Good { get; init; }

    /// <summary>The third number of K4 and K5.</summary>
    public required int UnknownDevices { get; init; }

    public required int MaintainedDevices { get; init; }

    /// <summary>K14: from the failure to the repair.</summary>
    public required KpiDurations RepairTime { get; init; }

    /// <summary>K14: from a repair to the next failure.</summary>
    public required KpiDurations BetweenFailures { get; init; }

    /// <summary>K14: MTBF.</summary>
    public required double? MeanBetweenFailuresSeconds { get; init; }

    /// <summary>K14: from incidents; null: not measured.</summary>
    public required KpiDurations? DetectionTime { get; init; }

    /// <summary>K14: from incidents; null: not measured.</summary>
    public required KpiDurations? AcknowledgementTime { get; init; }

    public required int Failures { get; init; }

    /// <summary>Outages that last, by their age.</summary>
    public required KpiDurations OpenOutages { get; init; }

    /// <summary>Outages whose end was not seen.</summary>
    public required int OutagesWithUnobservedEnd { get; init; }

    /// <summary>K15.</summary>
    public required KpiShare RepairedInTime { get; init; }

    public required double RepairTargetSeconds { get; init; }

    /// <summary>K16; null: there was no downtime.</summary>
    public required KpiShare? Chronic { get; init; }

    public static KpiRowBody Of(KpiRow row, TimeSpan target) => new()
    {
        Key = row.Key,
        Name = row.Name,
        Devices = row.Devices,
        Measured = KpiTime.Of(row.Measured),
        Corrected = row.Corrected is { } corrected ? KpiTime.Of(corrected) : null,
        Online = new KpiShare(row.Online.Good + row.Online.Degraded, row.Online.InService - row.Online.Maintained, row.Online.OnlineRatio),
        Good = new KpiShare(row.Online.Good + row.Online.GoodInMaintenance, row.Online.InService, row.Online.GoodRatio),
        UnknownDevices = row.Online.Unknown,
        MaintainedDevices = row.Online.Maintained,
        RepairTime = KpiDurations.Of(row.Repairs.RepairTime),
        BetweenFailures = KpiDurations.Of(row.Repairs.BetweenFailures),
        MeanBetweenFailuresSeconds = row.Repairs.MeanBetweenFailures?.TotalSeconds,
        DetectionTime = row.Repairs.DetectionTime is { } detection ? KpiDurations.Of(detection) : null,
        AcknowledgementTime = row.Repairs.AcknowledgementTime is { } acknowledgement ? KpiDurations.Of(acknowledgement) : null,
        Failures = row.Repairs.Failures,
        OpenOutages = KpiDurations.Of(row.Repairs.OpenAge),
        OutagesWithUnobservedEnd = row.Repairs.Unobserved,
        RepairedInTime = new KpiShare(row.Repairs.InTime, row.Repairs.Due, row.Repairs.InTimeRatio),
        RepairTargetSeconds = target.TotalSeconds,
        Chronic = row.ChronicDevices is { } chronic ? new KpiShare(chronic, row.Devices, row.ChronicShare) : null,
    };
}
