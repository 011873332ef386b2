using CameraHealth.Monitoring.Uptime;

namespace CameraHealth.Storage.Queries;

/// <summary>The figures of a window.</summary>
/// <param name="From">Window begin, UTC, inclusive.</param>
/// <param name="To">Window end, UTC, exclusive: the asked one, but not later than <paramref name="AsOf"/>.</param>
/// <param name="AsOf">Recorded time up to which everything was read: asked again with it, the digits are the same.</param>
/// <param name="SettledUntil">Up to here no pending verdict, no spool that has yet to be replayed and no late fact can change anything; null: nothing is in service.
/// Judged now, also for an as-of in the past: what could still change then is not kept. So of all that an answer says this alone, and with it
/// <see cref="IsProvisional"/>, may differ when it is asked again; the figures do not.</param>
/// <param name="GroupBy">What the rows stand for.</param>
/// <param name="RepairTarget">The target of K15.</param>
/// <param name="Total">The whole fleet.</param>
/// <param name="Rows">One a group, by key; the group without a key last.</param>
/// <param name="Heartbeats">K26.</param>
/// <param name="Clocks">K12; null where not measured, and for an as-of in the past: the readings are not part of the ledger.</param>
public sealed record KpiAnswer(
    DateTimeOffset From,
    DateTimeOffset To,
    DateTimeOffset AsOf,
    DateTimeOffset? SettledUntil,
    KpiGrouping GroupBy,
    TimeSpan RepairTarget,
    KpiRow Total,
    IReadOnlyList<KpiRow> Rows,
    HeartbeatFigures Heartbeats,
    ClockFigures? Clocks)
{
    /// <summary>A part of the window is not settled: <em>tạm tính</em>.</summary>
    public bool IsProvisional => SettledUntil is { } settled && To > settled;
}

/// <summary>The figures of a group.</summary>
public sealed record KpiRow
{
    /// <summary>Code or label of the group; null: its devices say none, or the total.</summary>
    public required string? Key { get; init; }

    /// <summary>Display name; null: the key says it.</summary>
    public required string? Name { get; init; }

    /// <summary>Devices (or views) that were in service at some time in the window.</summary>
    public required int Devices { get; init; }

    /// <summary>K1 to K3: where the time went, as measured.</summary>
    public required TimeTally Measured { get; init; }

    /// <summary>The same with what persons said against it; null: nobody said anything about the window.</summary>
    public required TimeTally? Corrected { get; init; }

    /// <summary>K4 and K5, in the last instant of the window.</summary>
    public required OnlineFigures Online { get; init; }

    /// <summary>K14 and K15.</summary>
    public required RepairFigures Repairs { get; init; }

    /// <summary>K16: fewest devices that together caused 80 % of the downtime; null: there was no downtime.</summary>
    public required int? ChronicDevices { get; init; }

    /// <summary>K16: share of the devices, 0–1; null: there was no downtime.</summary>
    public double? ChronicShare => ChronicDevices is { } chronic && Devices > 0 ? (double)chronic / Devices : null;
}

/// <summary>How many devices stood how in one instant.</summary>
/// <param name="Good">Healthy: every applicable rung was measured good.</param>
/// <param name="Degraded">Up, but not as it should be.</param>
/// <param name="Down">Unhealthy.</param>
/// <param name="Unknown">In service and not observed.</param>
/// <param name="Maintained">Observed, in maintenance, whatever the verdict.</param>
/// <param name="GoodInMaintenance">The part of the maintained that was Healthy.</param>
public readonly record struct OnlineFigures(int Good, int Degraded, int Down, int Unknown, int Maintained, int GoodInMaintenance)
{
    /// <summary>In service.</summary>
    public int InService => Good + Degraded + Down + Unknown + Maintained;

    /// <summary>K4 = up ÷ in service and not in maintenance, 0–1; null: none.</summary>
    public double? OnlineRatio => InService > Maintained ? (double)(Good + Degraded) / (InService - Maintained) : null;

    /// <summary>K5 = every required rung measured and good ÷ in service, 0–1; null: none in service.</summary>
    public double? GoodRatio => InService > 0 ? (double)(Good + GoodInMaintenance) / InService : null;
}

/// <summary>Failures and repairs. An outage is an unbroken run of Unhealthy that began in service and outside maintenance.</summary>
/// <param name="RepairTime">MTTR: outages whose end was seen, by the time they took.</param>
/// <param name="BetweenFailures">Time from a repair to the device's next failure, both in the window; unknown time included.</param>
/// <param name="Failures">Outages that began in the window.</param>
/// <param name="MeanBetweenFailures">MTBF = ΣU ÷ failures; null: there was no failure.</param>
/// <param name="OpenAge">Outages that last, by their age.</param>
/// <param name="Unobserved">Outages whose end was not seen: left out of the repair time.</param>
/// <param name="Due">K15: outages of which the window saw the repair or the end of the target, whichever came first.</param>
/// <param name="InTime">K15: those that were repaired within the target.</param>
public sealed record RepairFigures(
    DurationFigures RepairTime,
    DurationFigures BetweenFailures,
    int Failures,
    TimeSpan? MeanBetweenFailures,
    DurationFigures OpenAge,
    int Unobserved,
    int Due,
    int InTime)
{
    /// <summary>K15, 0–1; null: none was due.</summary>
    public double? InTimeRatio => Due > 0 ? (double)InTime / Due : null;

    /// <summary>MTTD from incidents; not measured yet.</summary>
    public DurationFigures? DetectionTime { get; init; }

    /// <summary>MTTA from incidents; not measured yet.</summary>
    public DurationFigures? AcknowledgementTime { get; init; }
}

/// <summary>K26: how much of the window the workers lived.</summary>
/// <param name="Seen">Heartbeats seen.</param>
/// <param name="Due">Heartbeats due, one every 10 s and worker.</param>
public readonly record struct HeartbeatFigures(long Seen, long Due)
{
    /// <summary>0–1; null: none was due.</summary>
    public double? Ratio => Due > 0 ? Math.Min(1, (double)Seen / Due) : null;
}

/// <summary>K12: clocks of the devices, by their latest reading of the last day.</summary>
/// <param name="Within">Devices whose offset and error together are at most 5 s.</param>
/// <param name="Measured">Devices whose clock was read.</param>
/// <param name="IsMonitorSuspected">The median of ten or more is off by more than 2 s: our own clock is suspected, and no ratio is told.</param>
public readonly record struct ClockFigures(int Within, int Measured, bool IsMonitorSuspected)
{
    /// <summary>0–1; null: none was read, or our own clock is suspected.</summary>
    public double? Ratio => Measured > 0 && !IsMonitorSuspected ? (double)Within / Measured : null;
}
