using CameraHealth.Monitoring.Uptime;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Uptime;

public sealed class MaintenanceWindowTests
{
    private static readonly DateTimeOffset March = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Weekly_window_over_the_change_of_clocks_keeps_its_local_start_and_its_length()
    {
        var window = new MaintenanceWindow(new Period(March, null), new WeeklySchedule(DayOfWeek.Sunday, new TimeOnly(2, 30), TimeSpan.FromHours(2), "Europe/Berlin"), March);
        window.Expand(March.AddDays(20), March.AddDays(36)).Select(period => period.From.ToString("dd HH:mm", null)).ShouldBe(["22 01:30", "29 01:30", "05 00:30"]);
        window.Expand(March.AddDays(20), March.AddDays(36)).ShouldAllBe(period => period.To - period.From == TimeSpan.FromHours(2));
    }

    [Fact]
    public void Only_occurrences_that_had_begun_are_after_the_fact()
    {
        var window = new MaintenanceWindow(new Period(March, null), new WeeklySchedule(DayOfWeek.Monday, new TimeOnly(8, 0), TimeSpan.FromHours(1), "Asia/Ho_Chi_Minh"), March.AddDays(10));
        window.Expand(March, March.AddDays(20)).Select(period => period.IsAfterTheFact).ShouldBe([true, true, false]);
    }

    [Fact]
    public void Where_one_window_was_entered_in_time_the_time_is_not_late()
    {
        var (early, late) = (new MaintenancePeriod(March, March.AddHours(2), false), new MaintenancePeriod(March.AddHours(1), March.AddHours(3), true));
        MaintenanceCover.Of([late, early]).Select(stretch => (MicroTime.ToInstant(stretch.From), MicroTime.ToInstant(stretch.To), stretch.IsLate))
            .ShouldBe([(March, March.AddHours(2), false), (March.AddHours(2), March.AddHours(3), true)]);
    }
}
