using CameraHealth.Monitoring.Recordings;
using CameraHealth.Onvif.Recordings;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Recordings;

public sealed class StretchesTests
{
    private static readonly DateTimeOffset Zero = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Changes_become_stretches_and_what_lies_between_them_gaps_of_a_minute_and_more()
    {
        var present = Stretches.Of([Change(0, true, isStart: true), Change(100, false), Change(159, true), Change(500, false), Change(560, true)], Window(0, 1000));
        present.ShouldBe([Window(0, 100), Window(159, 500), Window(560, 1000)]);
        Stretches.Gaps(present, Window(0, 1000), TimeSpan.FromSeconds(60)).ShouldBe([Window(500, 560)]);
    }

    [Fact]
    public void Without_a_state_at_the_start_the_first_end_says_that_there_was_footage_before() =>
        Stretches.Of([Change(100, false), Change(300, true)], Window(0, 400)).ShouldBe([Window(0, 100), Window(300, 400)]);

    [Fact]
    public void Nothing_told_is_no_footage() => Stretches.Gaps(Stretches.Of([], Window(0, 400)), Window(0, 400), TimeSpan.FromSeconds(60)).ShouldBe([Window(0, 400)]);

    [Fact]
    public void Recordings_that_overlap_or_touch_are_one_stretch() =>
        Stretches.Union([Window(50, 90), Window(0, 60), Window(90, 120), Window(200, 210)]).ShouldBe([Window(0, 120), Window(200, 210)]);

    private static TrackChange Change(int second, bool isPresent, bool isStart = false) => new("R1", "V", Zero.AddSeconds(second), isPresent, isStart);

    private static Stretch Window(int from, int until) => new(Zero.AddSeconds(from), Zero.AddSeconds(until));
}
