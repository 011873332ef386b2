using CameraHealth.Monitoring.Fleet;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Fleet;

public sealed class PolicyRulesTests
{
    public static TheoryData<string, PollPolicy, string> Bad => new()
    {
        { "health_interval too short", new PollPolicy { HealthInterval = Seconds(5), HealthDeadline = Seconds(2), RepeatAfter = Seconds(5) }, "health_interval: 5 s is not between 10 s and 3600 s" },
        { "health_interval off the grid", new PollPolicy { HealthInterval = Seconds(62) }, "health_interval: 62 s is not a multiple of 5 s" },
        { "health_deadline", new PollPolicy { HealthDeadline = Seconds(31) }, "health_deadline: 31 s is not between 1 s and 30 s" },
        { "stream_interval", new PollPolicy { StreamInterval = Seconds(100) }, "stream_interval: 100 s is not a multiple of 15 s" },
        { "stream_receive", new PollPolicy { StreamReceive = Seconds(61), StreamDeadline = Seconds(70) }, "stream_receive: 61 s is not between 1 s and 60 s" },
        { "stream_deadline", new PollPolicy { StreamDeadline = Seconds(6) }, "stream_deadline: 6 s is not between 8 s and 150 s" },
        { "failures_to_confirm", new PollPolicy { FailuresToConfirm = 0 }, "failures_to_confirm: 0 is not between 1 and 20" },
        { "recoveries_to_confirm", new PollPolicy { RecoveriesToConfirm = 21 }, "recoveries_to_confirm: 21 is not between 1 and 20" },
        { "repeat_after", new PollPolicy { RepeatAfter = Seconds(61) }, "repeat_after: 61 s is not between 5 s and 60 s" },
        { "clock_tolerance", new PollPolicy { ClockTolerance = TimeSpan.Zero }, "clock_tolerance: 0 s is not between 1 s and 86400 s" },
        { "picture_interval", new PollPolicy { PictureInterval = Seconds(62) }, "picture_interval: 62 s is not a multiple of 5 s" },
        { "picture_deadline", new PollPolicy { PictureDeadline = Seconds(451) }, "picture_deadline: 451 s is not between 5 s and 450 s" },
    };

    [Fact]
    public void What_a_new_register_begins_with_can_be_used() => PolicyRules.Validate(new PollPolicy()).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Bad))]
    public void Error_names_the_field_the_value_and_the_limits(string what, PollPolicy policy, string error) =>
        PolicyRules.Validate(policy).Select(FormattableString.Invariant).ShouldBe([error], what);

    [Fact]
    public void All_errors_are_told_at_once() =>
        PolicyRules.Validate(new PollPolicy { FailuresToConfirm = 0, PictureInterval = Seconds(1) }).Count.ShouldBe(4);

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
