using CameraHealth.IntegrationTests.Simulator;
using CameraHealth.Monitoring.Recordings;
using CameraHealth.Simulator.Scenarios;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Worker.Recorders;

public sealed class RecorderSurveyTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Now = TruncateToSecond(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task Known_gaps_depth_and_clock_offset_are_reported_exactly()
    {
        var (first, second, tiny) = (Now.AddDays(-9), Now.AddDays(-4), Now.AddDays(-2));
        var archive = new ArchiveScenario
        {
            From = Now.AddDays(-33),
            Gaps = [new(first, first.AddSeconds(90)), new(second, second.AddHours(5).AddSeconds(7)), new(tiny, tiny.AddSeconds(59))],
        };
        await using var rig = await RecorderRig.StartAsync(postgres, Recorder(archive, new ArchiveScenario { From = Now.AddDays(-33) }) with { ClockOffset = TimeSpan.FromSeconds(-427) });
        await rig.SurveyAsync();

        var gaps = await rig.Query.ReadGapsAsync("CAM-01", Now.AddDays(-60), TestContext.Current.CancellationToken);
        gaps.Count.ShouldBe(2);
        // ONVIF's clock tells whole seconds: what is left of the offset is its half a second of error.
        gaps[0].Time.From.ShouldBe(first, TimeSpan.FromSeconds(1));
        gaps[0].Time.Length.ShouldBe(TimeSpan.FromSeconds(90), TimeSpan.FromMilliseconds(2));
        gaps[1].Time.From.ShouldBe(second, TimeSpan.FromSeconds(1));
        gaps[1].Time.Length.ShouldBe(new TimeSpan(5, 0, 7), TimeSpan.FromMilliseconds(2));
        gaps.ShouldAllBe(gap => gap.Cause == "unknown" && !gap.IsOpen);

        var channel = await rig.ReadAsync(1);
        channel.Finding.ShouldBe(RecordingCode.TooShort);
        channel.Depth!.Value.ShouldBe(Now - second.AddHours(5).AddSeconds(7), TimeSpan.FromMinutes(1));
        channel.Total!.Value.ShouldBe(TimeSpan.FromDays(33), TimeSpan.FromMinutes(1));
        channel.ClockOffset!.Value.ShouldBe(TimeSpan.FromSeconds(-427), TimeSpan.FromSeconds(1));
        channel.Gaps.ShouldBe(2);
        channel.LongestGap!.Value.ShouldBe(new TimeSpan(5, 0, 7), TimeSpan.FromMilliseconds(2));
        channel.IsRecording.ShouldBe(true);
        var whole = await rig.ReadAsync(2);
        (whole.Finding, whole.Gaps, whole.LongestGap, whole.StorageError).ShouldBe((RecordingCode.Good, 0, TimeSpan.Zero, null));
        (rig.Recorder.SearchesOpen, rig.Recorder.Counters.Refusals, rig.Recorder.Counters.RtspSessionsTotal).ShouldBe((0, 0L, 0L));
    }

    [Fact]
    public async Task Second_survey_searches_only_what_is_new_and_a_gap_that_lasts_grows_into_one()
    {
        await using var rig = await RecorderRig.StartAsync(postgres, Recorder(new ArchiveScenario { From = Now.AddDays(-31), Until = Now.AddMinutes(-50) }));
        await rig.SurveyAsync();
        var open = (await rig.Query.ReadGapsAsync("CAM-01", Now.AddDays(-60), TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
        open.IsOpen.ShouldBeTrue();
        open.Time.From.ShouldBe(Now.AddMinutes(-50), TimeSpan.FromSeconds(1));
        (await rig.ReadAsync(1)).Finding.ShouldBe(RecordingCode.Stopped);
        var asked = rig.Recorder.Counters.OnvifRequests;

        await rig.SurveyAsync();
        (rig.Recorder.Counters.OnvifRequests - asked).ShouldBeLessThan(20);
        var grown = (await rig.Query.ReadGapsAsync("CAM-01", Now.AddDays(-60), TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
        (grown.IsOpen, grown.Time.From == open.Time.From, grown.Time.Until > open.Time.Until).ShouldBe((true, true, true));
    }

    [Fact]
    public async Task Recorder_that_offers_nothing_is_not_measured_in_every_place()
    {
        await using var rig = await RecorderRig.StartAsync(postgres, Recorder(new ArchiveScenario { From = Now.AddDays(-31) }) with { RecorderFault = RecorderFault.NoArchiveServices });
        await rig.SurveyAsync();
        var channel = await rig.ReadAsync(1);
        channel.Finding.ShouldBe(RecordingCode.NotMeasured);
        (channel.Depth, channel.Total, channel.NewestAge, channel.Gaps, channel.LongestGap, channel.GapTime, channel.DataFrom, channel.DataUntil, channel.IsRecording)
            .ShouldBe((null, null, null, null, null, null, null, null, null));
        var figures = await rig.Results.MeasureAsync(Now.AddDays(-1), Now.AddDays(1), TestContext.Current.CancellationToken);
        (figures.Ratio, figures.Interval, figures.Proven, figures.Failed).ShouldBe((null, null, 0, 0));
    }

    [Fact]
    public async Task Recorder_that_told_once_and_is_silent_now_shows_nothing_of_what_it_told()
    {
        await using var rig = await RecorderRig.StartAsync(postgres, Recorder(new ArchiveScenario { From = Now.AddDays(-31) }));
        await rig.SurveyAsync();
        (await rig.ReadAsync(1)).Depth.ShouldNotBeNull();
        rig.Recorder.SetRecorderFault(RecorderFault.SearchBusy);
        await rig.SurveyAsync();
        var channel = await rig.ReadAsync(1);
        (channel.Finding, channel.Depth, channel.Gaps, channel.DataFrom).ShouldBe((RecordingCode.NotMeasured, null, null, null));
    }

    [Fact]
    public async Task Failed_storage_is_told_in_the_recorders_words_and_camera_down_explains_its_gap()
    {
        var (from, until) = (Now.AddDays(-3), Now.AddDays(-3).AddHours(2));
        await using var rig = await RecorderRig.StartAsync(postgres, Recorder(new ArchiveScenario { From = Now.AddDays(-31), Gaps = [new(from, until)] }) with { RecorderFault = RecorderFault.StorageFailed });
        await rig.Database.ExecuteAsync($"""
            insert into state_intervals (device_id, rung, status, reason, during, recorded_at)
            select id, 0, 3, 40, tstzrange('{from.AddMinutes(-5):O}', '{until.AddMinutes(-20):O}'), clock_timestamp() from devices where code = 'CAM-01'
            """);
        await rig.SurveyAsync();
        var channel = await rig.ReadAsync(1);
        (channel.Finding, channel.StorageError, channel.IsRecording).ShouldBe((RecordingCode.StorageError, "HDD error", false));
        (await rig.Query.ReadGapsAsync("CAM-01", Now.AddDays(-60), TestContext.Current.CancellationToken)).ShouldHaveSingleItem().Cause.ShouldBe("camera_down");
    }

    private static DeviceScenario Recorder(params ArchiveScenario[] archives) => TestFleet.Camera("NVR-1") with
    {
        Kind = DeviceKind.Recorder,
        Channels = [.. archives.Select((archive, i) => new ChannelScenario { Number = i + 1, Archive = archive })],
    };

    private static DateTimeOffset TruncateToSecond(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
