using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Uptime;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Uptime;

public sealed class TallySweepTests
{
    private const long Hour = 3_600_000_000;

    [Fact]
    public void Worked_check_of_the_rules_comes_out()
    {
        var tally = new TimeTally(600 * Hour, 24 * Hour, 12 * Hour, 84 * Hour, 0, 0, 0, 0);
        (Math.Round(tally.Ratio!.Value, 3), Math.Round(tally.RatioLow!.Value, 3), Math.Round(tally.RatioHigh!.Value, 3), Math.Round(tally.Coverage!.Value, 3)).ShouldBe((0.962, 0.847, 0.966, 0.883));
        tally.IsCovered.ShouldBeFalse();
    }

    [Fact]
    public void Maintenance_covers_only_what_was_observed_and_nothing_counts_outside_service()
    {
        StatusStretch[] history = [new(0, 10, Status.Healthy), new(10, 20, Status.Unhealthy), new(30, 40, Status.Healthy)];
        Sweep(history, [new MaintenanceStretch(5, 35, true)], [new Stretch(0, 38)], 0).Advance(0, 50)
            .ShouldBe(new TimeTally(Up: 5 + 3, Down: 0, Maintenance: 5 + 10 + 5, Unknown: 10, NotInService: 12, NotMonitored: 0, LateUp: 10, LateDown: 10));
    }

    [Fact]
    public void What_lies_before_monitoring_is_unknown_and_shown_apart() =>
        Sweep([new StatusStretch(30, 40, Status.Healthy)], [], [new Stretch(0, long.MaxValue)], 30).Advance(10, 60)
            .ShouldBe(new TimeTally(10, 0, 0, 40, 0, NotMonitored: 20, 0, 0));

    [Fact]
    public void Parts_of_a_window_add_up_to_it()
    {
        StatusStretch[] history = [new(3, 17, Status.Degraded), new(17, 23, Status.Unhealthy), new(29, 41, Status.Healthy)];
        TallySweep New() => Sweep(history, [new MaintenanceStretch(11, 31, false)], [new Stretch(5, 37)], 3);
        var parts = New();
        (parts.Advance(0, 13) + parts.Advance(13, 13) + parts.Advance(13, 22) + parts.Advance(22, 50)).ShouldBe(New().Advance(0, 50));
    }

    [Fact]
    public void Outage_is_repaired_only_when_the_device_was_seen_up_at_its_end()
    {
        StatusStretch[] history =
            [new(0, 10, Status.Unhealthy), new(10, 20, Status.Healthy), new(20, 30, Status.Unhealthy), new(30, 40, Status.Unknown), new(40, 45, Status.Unhealthy), new(45, long.MaxValue, Status.Unhealthy)];
        OutageFinder.Find(history, [new Stretch(0, long.MaxValue)], [], 5, 60)
            .ShouldBe([new Outage(0, 10, OutageEnd.Repaired), new Outage(20, 30, OutageEnd.Unobserved), new Outage(40, 60, OutageEnd.Open)]);
        OutageFinder.Find(history, [new Stretch(0, long.MaxValue)], [new MaintenanceStretch(15, 25, false)], 15, 35).ShouldBeEmpty();
    }

    [Fact]
    public void Said_status_wins_over_the_measured_one() =>
        StatusOverlay.Apply(new StatusStretch[] { new(0, 10, Status.Healthy), new(10, 20, Status.Unhealthy) }, [new StatusStretch(5, 12, Status.Degraded), new StatusStretch(18, 30, Status.Healthy)])
            .ToArray().ShouldBe([new(0, 5, Status.Healthy), new(5, 12, Status.Degraded), new(12, 18, Status.Unhealthy), new(18, 30, Status.Healthy)]);

    private static TallySweep Sweep(StatusStretch[] history, MaintenanceStretch[] maintenance, Stretch[] service, long monitoredFrom) => new(history, service, maintenance, monitoredFrom);
}
