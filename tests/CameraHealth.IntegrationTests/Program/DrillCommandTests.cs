using CameraHealth.IntegrationTests.Simulator;
using CameraHealth.Simulator;
using CameraHealth.Simulator.Scenarios;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Program;

public sealed class DrillCommandTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly DateTimeOffset At = new(Now.UtcDateTime.Date.AddDays(-3).AddHours(5), TimeSpan.Zero);

    [Fact]
    public async Task Recorder_a_minute_ahead_is_asked_by_its_own_clock_and_the_footage_is_proven()
    {
        await using var fleet = await StartAsync(RecorderFault.None, ArchiveFault.None, clockOffset: 63);
        var recorder = fleet["NVR-1"];
        using var folder = new ScratchFolder();
        Directory.CreateDirectory(folder.Data);
        var file = Path.Combine(folder.Data, "still.jpg");
        var answer = await DrillAsync(recorder, "--channel", "2", "--seconds", "4", "--still", file);

        (answer.Outcome, answer.Reason, answer.Run.ExitCode).ShouldBe(("proven", null, 0), answer.Run.Output);
        answer.Time("askedUtc").ShouldBe(At);
        answer.Time("askedDeviceUtc").ShouldBe(At.AddSeconds(63), TimeSpan.FromSeconds(2));
        answer.Time("firstCaptureUtc").ShouldBeLessThanOrEqualTo(answer.Time("askedDeviceUtc"));
        answer.Time("lastCaptureUtc").ShouldBeGreaterThan(answer.Time("askedDeviceUtc"));
        answer.Json.GetProperty("codec").GetString().ShouldBe("H265");
        answer.Json.GetProperty("still").GetString().ShouldBe(file);
        (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))[..2].ShouldBe([0xff, 0xd8]);
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (recorder.PlaybacksOpen, recorder.SearchesOpen, recorder.Counters.Refusals, recorder.Counters.MaxConcurrentRtspSessions).ShouldBe((0, 0, 0L, 1));
        (answer.Run.Output + answer.Run.Errors).ShouldNotContain(TestFleet.Password);
    }

    [Theory]
    [InlineData(ArchiveFault.Missing, "gap", "gap")]
    [InlineData(ArchiveFault.MissingUnknown, "gap", "gap")]
    [InlineData(ArchiveFault.MisTimed, "gap", "wrong_time")]
    [InlineData(ArchiveFault.Corrupt, "undecodable", null)]
    [InlineData(ArchiveFault.WithoutTimes, "not_verified", "no_capture_times")]
    public async Task Bad_day_is_not_proven_and_says_why(ArchiveFault fault, string outcome, string? reason)
    {
        await using var fleet = await StartAsync(RecorderFault.None, fault);
        var answer = await DrillAsync(fleet["NVR-1"], "--channel", "1", "--seconds", "3");

        (answer.Outcome, answer.Run.ExitCode).ShouldBe((outcome, 1), answer.Run.Output);
        answer.Reason.ShouldBe(reason ?? answer.Reason);
        answer.Json.GetProperty("still").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        if (reason == "gap")
        {
            // The day's footage begins again at midnight.
            answer.Number("gapSeconds").ShouldBe(19 * 3600, 2.0);
        }

        fleet["NVR-1"].PlaybacksOpen.ShouldBe(0);
    }

    [Theory]
    [InlineData(RecorderFault.NoArchiveServices, "unsupported", "method_refused")]
    [InlineData(RecorderFault.SearchBusy, "busy", "busy")]
    [InlineData(RecorderFault.PlaybackBusy, "busy", "busy_453")]
    [InlineData(RecorderFault.PlaybackForbidden, "refused", "forbidden")]
    [InlineData(RecorderFault.PlaybackUnsupported, "unsupported", "method_refused")]
    [InlineData(RecorderFault.IgnoresRange, "gap", "gap")]
    public async Task Recorder_that_does_not_play_is_never_proven(RecorderFault fault, string outcome, string reason)
    {
        await using var fleet = await StartAsync(fault, ArchiveFault.None);
        var answer = await DrillAsync(fleet["NVR-1"], "--channel", "1", "--seconds", "3");
        (answer.Outcome, answer.Reason).ShouldBe((outcome, reason), answer.Run.Output);
        answer.Run.ExitCode.ShouldBe(1);
        fleet["NVR-1"].PlaybacksOpen.ShouldBe(0);
    }

    [Fact]
    public async Task Wrong_password_is_tried_once_and_several_recordings_ask_for_a_channel()
    {
        await using var fleet = await StartAsync(RecorderFault.None, ArchiveFault.None);
        var recorder = fleet["NVR-1"];
        (await DrillAsync(recorder)).Reason.ShouldBe("recording_unknown");
        await recorder.SetFaultAsync(DeviceFault.WrongPassword);
        var answer = await DrillAsync(recorder, "--channel", "1");
        (answer.Outcome, answer.Reason).ShouldBe(("unauthenticated", "credentials_refused"));
        recorder.Counters.Refusals.ShouldBe(1);
    }

    [Fact]
    public async Task Time_that_cannot_be_read_is_a_usage_error()
    {
        foreach (var time in new[] { "yesterday", "2026-13-01T00:00:00Z", "12:00Z" })
        {
            var run = await CameraHealthProgram.RunAsync(["drill", "rtsp://127.0.0.1:1/x", "--at", time], []);
            run.ExitCode.ShouldBe(2, time + run.Output);
        }

        (await CameraHealthProgram.RunAsync(["drill", "rtsp://127.0.0.1:1/x"], [])).ExitCode.ShouldBe(2);
    }

    private static Task<DrillAnswer> DrillAsync(SimulatedDevice recorder, params string[] options) => DrillAnswer.OfAsync(
        recorder.OnvifAddress!, At, ["--user", "admin", "--password-env", "SECRET", .. options], new KeyValuePair<string, string>("SECRET", recorder.Scenario.Password));

    private static Task<SimulatedFleet> StartAsync(RecorderFault recorderFault, ArchiveFault dayFault, double clockOffset = 0)
    {
        var archive = new ArchiveScenario
        {
            From = Now.AddDays(-10),
            Days = new Dictionary<DateOnly, ArchiveFault> { [DateOnly.FromDateTime(At.UtcDateTime)] = dayFault },
        };
        var recorder = TestFleet.Recorder(channels: 2);
        return TestFleet.StartAsync(recorder with
        {
            RecorderFault = recorderFault,
            ClockOffset = TimeSpan.FromSeconds(clockOffset),
            Channels = [.. recorder.Channels.Select(channel => channel with { Archive = archive })],
        });
    }
}
