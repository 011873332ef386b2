using CameraHealth.Monitoring.Recordings;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Recordings;

public sealed class RecordingVerdictTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Required = TimeSpan.FromDays(30);

    private static readonly RecordingSurvey Good = new()
    {
        At = Now, Outcome = SurveyOutcome.Answered, DataFrom = Now.AddDays(-31), DataUntil = Now.AddSeconds(-5), IsRecording = true,
    };

    [Fact]
    public void Recorded_long_enough_without_a_gap_is_good()
    {
        var verdict = RecordingVerdict.Of(Good, null, true, Required, true, null);
        (verdict.Code, verdict.NewestAge).ShouldBe((RecordingCode.Good, TimeSpan.FromSeconds(5)));
        verdict.Depth.ShouldBe(TimeSpan.FromDays(31) - TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_gap_cuts_the_contiguous_depth_and_not_the_total()
    {
        var verdict = RecordingVerdict.Of(Good, Now.AddDays(-4), true, Required, true, null);
        verdict.Code.ShouldBe(RecordingCode.TooShort);
        (verdict.Depth!.Value.TotalDays, verdict.Total!.Value.TotalDays).ShouldSatisfyAllConditions(days => days.Item1.ShouldBe(4, 0.001), days => days.Item2.ShouldBe(31, 0.001));
    }

    [Theory]
    [InlineData(SurveyOutcome.NotOffered)]
    [InlineData(SurveyOutcome.NotMapped)]
    [InlineData(SurveyOutcome.Busy)]
    [InlineData(SurveyOutcome.Refused)]
    [InlineData(SurveyOutcome.Unreachable)]
    public void What_was_not_answered_is_not_measured(SurveyOutcome outcome) =>
        RecordingVerdict.Of(Good with { Outcome = outcome }, null, true, Required, true, null).ShouldBe(new RecordingVerdict(RecordingCode.NotMeasured, null, null, null));

    [Fact]
    public void Depth_is_not_known_where_gaps_cannot_be_searched() => RecordingVerdict.Of(Good, null, false, Required, true, null).Depth.ShouldBeNull();

    [Fact]
    public void The_recorders_word_against_our_own_look_has_codes_of_its_own()
    {
        RecordingVerdict.Of(Good, null, true, Required, false, null).Code.ShouldBe(RecordingCode.SaysRecordingWithoutStream);
        var stopped = Good with { DataUntil = Now.AddHours(-2), IsRecording = false };
        RecordingVerdict.Of(stopped, null, true, Required, true, null).Code.ShouldBe(RecordingCode.StoppedWithStream);
        RecordingVerdict.Of(stopped, null, true, Required, null, null).Code.ShouldBe(RecordingCode.Stopped);
    }

    [Fact]
    public void A_camera_of_five_days_is_not_short_of_thirty_and_one_that_keeps_too_long_is_told()
    {
        var young = Good with { DataFrom = Now.AddDays(-5) };
        RecordingVerdict.Of(young, null, true, Required, true, Now.AddDays(-5)).Code.ShouldBe(RecordingCode.Good);
        RecordingVerdict.Of(young, null, true, Required, true, Now.AddDays(-300)).Code.ShouldBe(RecordingCode.TooShort);
        RecordingVerdict.Of(Good with { DataFrom = Now.AddDays(-45) }, null, true, Required, true, null).Code.ShouldBe(RecordingCode.OverRetention);
    }

    [Fact]
    public void Forecast_names_the_day_on_which_shrinking_footage_falls_below_the_requirement()
    {
        var day = new DateOnly(2026, 11, 1);
        var shrinking = Enumerable.Range(0, 10).Select(i => (day.AddDays(i), TimeSpan.FromDays(40 - (0.5 * i)))).ToList();
        RetentionForecast.BreaksOn(shrinking, Required).ShouldBe(day.AddDays(9 + 11));
        RetentionForecast.BreaksOn(shrinking[..5], Required).ShouldBeNull();
        RetentionForecast.BreaksOn([.. Enumerable.Range(0, 10).Select(i => (day.AddDays(i), TimeSpan.FromDays(40)))], Required).ShouldBeNull();
    }
}
