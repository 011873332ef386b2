using CameraHealth.Monitoring.Drills;
using CameraHealth.Rtsp.Replay;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Drills;

public sealed class FootageJudgeTests
{
    private static readonly DateTimeOffset Moment = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Footage_that_begins_before_the_moment_and_reads_on_past_it_is_proven()
    {
        var verdict = Judge(Pictures(-3, 5));
        (verdict.Outcome, verdict.Reason, verdict.First, verdict.Gap).ShouldBe((DrillOutcome.Proven, null, 0, null));
        Pictures(-3, 5)[verdict.AtMoment].CapturedAt.ShouldBe(Moment);
    }

    [Fact]
    public void Footage_that_begins_after_the_moment_is_a_gap_of_that_length()
    {
        var verdict = Judge(Pictures(37.5, 40));
        (verdict.Outcome, verdict.Reason, verdict.Gap).ShouldBe((DrillOutcome.Gap, DrillReason.Gap, TimeSpan.FromSeconds(37.5)));
    }

    [Fact]
    public void A_mark_of_the_end_before_the_moment_is_a_gap_although_a_picture_after_it_follows()
    {
        var pictures = Pictures(-3, -1).Concat(Pictures(8, 9)).ToList();
        var end = Pictures(-3, -1).Count - 1;
        pictures[end] = pictures[end] with { EndsSection = true };
        var verdict = Judge(pictures);
        (verdict.Outcome, verdict.Gap).ShouldBe((DrillOutcome.Gap, TimeSpan.FromSeconds(8)));
    }

    [Fact]
    public void A_mark_of_discontinuity_or_a_jump_over_the_moment_is_a_gap()
    {
        var jump = Pictures(-3, -0.5).Concat(Pictures(0.8, 3)).ToList();
        Judge(jump).Outcome.ShouldBe(DrillOutcome.Gap);
        var marked = Pictures(-3, 3);
        var at = marked.FindIndex(picture => picture.CapturedAt > Moment);
        marked.RemoveAt(at - 1);
        marked[at - 1] = marked[at - 1] with { IsDiscontinuity = true };
        Judge(marked).Outcome.ShouldBe(DrillOutcome.Gap);
    }

    [Fact]
    public void A_section_that_begins_anew_before_the_moment_holds_it()
    {
        var verdict = Judge([.. Pictures(-30, -20), .. Pictures(-4, 3)]);
        (verdict.Outcome, verdict.First).ShouldBe((DrillOutcome.Proven, Pictures(-30, -20).Count));
    }

    [Fact]
    public void The_discontinuity_that_the_first_picture_of_every_playback_bears_means_nothing()
    {
        var pictures = Pictures(-3, 3);
        pictures[0] = pictures[0] with { IsDiscontinuity = true };
        Judge(pictures).Outcome.ShouldBe(DrillOutcome.Proven);
    }

    [Theory]
    [InlineData(90, null, DrillOutcome.NotVerified)]
    [InlineData(90, 30, DrillOutcome.NotVerified)]
    [InlineData(90, 50, DrillOutcome.Proven)]
    [InlineData(55, null, DrillOutcome.Proven)]
    public void A_lead_longer_than_a_minute_is_allowed_only_where_the_camera_has_keyframes_as_rare(int lead, int? keyframeInterval, DrillOutcome outcome)
    {
        var verdict = Judge(Pictures(-lead, 2), keyframeInterval);
        verdict.Outcome.ShouldBe(outcome);
        verdict.Reason.ShouldBe(outcome == DrillOutcome.Proven ? null : DrillReason.StartsTooEarly);
    }

    [Fact]
    public void Footage_of_quite_another_time_is_not_the_footage_asked_for()
    {
        var verdict = Judge(Pictures(-7200, -7199));
        (verdict.Outcome, verdict.Reason, verdict.Gap).ShouldBe((DrillOutcome.Gap, DrillReason.WrongTime, null));
    }

    [Fact]
    public void Playback_without_capture_times_is_never_a_pass()
    {
        Judge([.. Pictures(-3, 3).Select(picture => picture with { CapturedAt = null })]).Reason.ShouldBe(DrillReason.NoCaptureTimes);
        var one = Pictures(-3, 3);
        one[5] = one[5] with { CapturedAt = null };
        (Judge(one).Outcome, Judge(one).Reason).ShouldBe((DrillOutcome.NotVerified, DrillReason.NoCaptureTimes));
        Judge([]).Outcome.ShouldBe(DrillOutcome.NotVerified);
    }

    [Theory]
    [InlineData(true, DrillOutcome.NotVerified, DrillReason.MomentNotReached)]
    [InlineData(false, DrillOutcome.Gap, DrillReason.FootageEnds)]
    public void Footage_that_ends_before_the_moment_is_a_gap_unless_it_was_us_who_stopped(bool isCutShort, DrillOutcome outcome, string reason)
    {
        var verdict = FootageJudge.Judge(Pictures(-40, -10), Moment, TimeSpan.FromMinutes(10), null, isCutShort);
        (verdict.Outcome, verdict.Reason).ShouldBe((outcome, reason));
    }

    [Fact]
    public void A_camera_of_one_picture_in_three_seconds_makes_no_gap_of_that()
    {
        List<ReplayPicture> slow = [.. Enumerable.Range(0, 10).Select(i => Picture((3 * i) - 10))];
        Judge(slow).Outcome.ShouldBe(DrillOutcome.Proven);
    }

    private static FootageVerdict Judge(IReadOnlyList<ReplayPicture> pictures, int? keyframeInterval = null) => FootageJudge.Judge(
        pictures, Moment, TimeSpan.FromMinutes(10), keyframeInterval is { } seconds ? TimeSpan.FromSeconds(seconds) : null, isCutShort: false);

    private static List<ReplayPicture> Pictures(double from, double until) =>
        [.. Enumerable.Range(0, (int)((until - from) * 10) + 1).Select(i => Picture(from + (i / 10.0)))];

    private static ReplayPicture Picture(double seconds) => new(Moment.AddSeconds(seconds), true, false, false, false, true);
}
