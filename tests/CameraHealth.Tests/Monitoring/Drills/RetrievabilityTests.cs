using CameraHealth.Monitoring.Drills;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Drills;

public sealed class RetrievabilityTests
{
    // By hand, z = 1.959964: (p + z²/2n ± z·sqrt(p(1−p)/n + z²/4n²)) / (1 + z²/n).
    [Theory]
    [InlineData(53, 60, 0.7782, 0.9423)]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(10, 10, 0.7225, 1)]
    [InlineData(1, 1, 0.2065, 1)]
    public void Interval_is_Wilsons(int successes, int trials, double low, double high)
    {
        var interval = WilsonInterval.Of(successes, trials)!.Value;
        interval.Low.ShouldBe(low, 0.0001);
        interval.High.ShouldBe(high, 0.0001);
    }

    [Fact]
    public void Nothing_tried_is_not_measured_and_not_zero()
    {
        var none = Retrievability.Of([(1, DrillStanding.Apart, "busy_453")]);
        (none.Ratio, none.Interval, none.Channels).ShouldBe((null, null, 0));
        none.Apart.ShouldHaveSingleItem().ShouldBe(new KeyValuePair<string, int>("busy_453", 1));
    }

    [Theory]
    [InlineData(DrillOutcome.Proven, null, DrillStanding.Proven)]
    [InlineData(DrillOutcome.Gap, DrillReason.Gap, DrillStanding.Failed)]
    [InlineData(DrillOutcome.Undecodable, DrillReason.PictureCount, DrillStanding.Failed)]
    [InlineData(DrillOutcome.Unreachable, "connect_timeout", DrillStanding.Failed)]
    [InlineData(DrillOutcome.Unreachable, "own_network_down", DrillStanding.Apart)]
    [InlineData(DrillOutcome.NotVerified, DrillReason.ClockUnknown, DrillStanding.Apart)]
    [InlineData(DrillOutcome.Busy, "busy_453", DrillStanding.Apart)]
    [InlineData(DrillOutcome.Refused, "forbidden", DrillStanding.Apart)]
    [InlineData(DrillOutcome.Unsupported, "method_refused", DrillStanding.Apart)]
    [InlineData(DrillOutcome.Unauthenticated, "login_held", DrillStanding.Apart)]
    [InlineData(DrillOutcome.Timeout, "reply_timeout", DrillStanding.Apart)]
    public void What_is_ours_or_the_recorders_load_counts_on_neither_side(DrillOutcome outcome, string? reason, DrillStanding standing) =>
        DrillStandings.Of(outcome, reason).ShouldBe(standing);
}
