using CameraHealth.Monitoring.Uptime;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Uptime;

public sealed class AvailabilityTests
{
    [Fact]
    public void Worked_check_of_the_product_comes_out()
    {
        var month = Hours(720, up: 600, down: 24, maintenance: 12, unknown: 84);
        month.Ratio.ShouldNotBeNull().ShouldBe(0.962, 0.0005);
        month.RatioLow.ShouldNotBeNull().ShouldBe(0.847, 0.0005);
        month.RatioHigh.ShouldNotBeNull().ShouldBe(0.966, 0.0005);
        // 636 of 720 hours are 88.33 %.
        month.Coverage.ShouldNotBeNull().ShouldBe(0.8833, 0.0005);
        month.IsCovered.ShouldBeFalse();
    }

    [Fact]
    public void Nothing_observed_gives_no_ratio_and_never_one_or_zero()
    {
        var blind = Hours(24, unknown: 24);
        blind.Ratio.ShouldBeNull();
        blind.RatioLow.ShouldBe(0);
        blind.RatioHigh.ShouldBe(1);
        blind.Coverage.ShouldBe(0);
        blind.IsCovered.ShouldBeFalse();
    }

    [Fact]
    public void Never_in_service_gives_no_figure_at_all()
    {
        var planned = Hours(24, outside: 24);
        (planned.Ratio, planned.RatioLow, planned.RatioHigh, planned.Coverage).ShouldBe((null, null, null, null));
        planned.IsCovered.ShouldBeFalse();
    }

    [Theory]
    [InlineData(90, 10, true)]
    [InlineData(89, 11, false)]
    public void Ninety_per_cent_of_the_time_in_service_must_be_observed(int known, int unknown, bool isCovered) =>
        Hours(200, up: known - 30, down: 20, maintenance: 10, unknown: unknown, outside: 100).IsCovered.ShouldBe(isCovered);

    [Fact]
    public void Maintenance_lifts_neither_the_ratio_nor_the_band()
    {
        var with = Hours(100, up: 50, down: 10, maintenance: 20, unknown: 20);
        var without = Hours(80, up: 50, down: 10, unknown: 20);
        (with.Ratio, with.RatioLow, with.RatioHigh).ShouldBe((without.Ratio, without.RatioLow, without.RatioHigh));
    }

    private static Availability Hours(int window, int up = 0, int down = 0, int maintenance = 0, int unknown = 0, int outside = 0) => new(
        TimeSpan.FromHours(window), TimeSpan.FromHours(up), TimeSpan.FromHours(down), TimeSpan.FromHours(maintenance), TimeSpan.FromHours(unknown), TimeSpan.FromHours(outside), TimeSpan.Zero);
}
