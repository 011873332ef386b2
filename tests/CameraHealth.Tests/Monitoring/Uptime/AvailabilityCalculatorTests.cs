using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Uptime;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Uptime;

public sealed class AvailabilityCalculatorTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Period Always = new(DateTimeOffset.MinValue, null);

    [Fact]
    public void Worked_check_of_the_product_comes_out_of_a_history()
    {
        StatusSpan[] history = [new(At(0), At(590), Status.Healthy), new(At(590), At(614), Status.Unhealthy), new(At(614), At(636), Status.Degraded)];
        var month = Calculate(720, history, [Always], [new Period(At(624), At(720))]);
        (month.Up, month.Down, month.Maintenance, month.Unknown, month.NotInService).ShouldBe((
            TimeSpan.FromHours(600), TimeSpan.FromHours(24), TimeSpan.FromHours(12), TimeSpan.FromHours(84), TimeSpan.Zero));
        month.IsCovered.ShouldBeFalse();
    }

    [Fact]
    public void Degraded_counts_as_up_and_unknown_as_neither()
    {
        var day = Calculate(24, [new(At(0), At(6), Status.Degraded), new(At(6), At(12), Status.Unknown), new(At(12), At(18), Status.Healthy)], [Always], []);
        (day.Up, day.Down, day.Unknown).ShouldBe((TimeSpan.FromHours(12), TimeSpan.Zero, TimeSpan.FromHours(12)));
        day.Ratio.ShouldBe(1);
        day.Coverage.ShouldBe(0.5);
    }

    [Fact]
    public void Maintenance_covers_only_what_was_observed()
    {
        StatusSpan[] history = [new(At(0), At(2), Status.Healthy), new(At(2), At(4), Status.Unhealthy)];
        var day = Calculate(8, history, [Always], [new Period(At(1), At(6)), new Period(At(3), At(5))]);
        (day.Up, day.Down, day.Maintenance, day.Unknown).ShouldBe((TimeSpan.FromHours(1), TimeSpan.Zero, TimeSpan.FromHours(3), TimeSpan.FromHours(4)));
    }

    [Fact]
    public void Not_in_service_wins_over_everything()
    {
        StatusSpan[] history = [new(At(0), At(24), Status.Unhealthy)];
        var day = Calculate(24, history, [new Period(At(6), At(8)), new Period(At(20), null)], [new Period(At(0), At(24))]);
        (day.NotInService, day.Maintenance, day.Down).ShouldBe((TimeSpan.FromHours(18), TimeSpan.FromHours(6), TimeSpan.Zero));
    }

    [Fact]
    public void Time_before_monitoring_began_is_unknown_and_shown_apart()
    {
        var day = AvailabilityCalculator.Calculate(At(0), At(24), [new(At(10), At(20), Status.Healthy)], [new Period(At(4), null)], [], At(10));
        (day.Unknown, day.NotMonitored, day.NotInService).ShouldBe((TimeSpan.FromHours(10), TimeSpan.FromHours(6), TimeSpan.FromHours(4)));

        var never = AvailabilityCalculator.Calculate(At(0), At(24), [], [Always], [], null);
        (never.Unknown, never.NotMonitored).ShouldBe((TimeSpan.FromHours(24), TimeSpan.FromHours(24)));
    }

    [Fact]
    public void Window_cuts_what_reaches_over_it_and_an_empty_one_is_empty()
    {
        StatusSpan[] history = [new(At(-10), At(30), Status.Healthy)];
        Calculate(24, history, [Always], []).Up.ShouldBe(TimeSpan.FromHours(24));
        Calculate(0, history, [Always], []).ShouldBe(new Availability(default, default, default, default, default, default, default));
        Should.Throw<ArgumentOutOfRangeException>(() => Calculate(-1, history, [Always], []));
    }

    private static DateTimeOffset At(double hour) => Midnight.AddHours(hour);

    private static Availability Calculate(double hours, StatusSpan[] history, Period[] service, Period[] maintenance) =>
        AvailabilityCalculator.Calculate(At(0), At(hours), history, service, maintenance, At(0));
}
