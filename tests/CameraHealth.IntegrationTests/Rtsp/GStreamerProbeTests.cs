using CameraHealth.Authentication;
using CameraHealth.Rtsp;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Rtsp;

[Collection(GStreamerGroup.Name)]
public class GStreamerProbeTests(GStreamerServer server)
{
    private static readonly RtspProbe Probe = new(TimeProvider.System);

    [Fact]
    public async Task Codec_size_and_rates_are_what_ffprobe_says()
    {
        // Both at the same time and at the same source; H.264 and H.265 beside each other to save time.
        var h264 = CompareAsync("/h264", "H264", "h264");
        var h265 = CompareAsync("/h265", "H265", "hevc");
        await Task.WhenAll(h264, h265);
    }

    [Fact]
    public async Task Digest_without_qop_is_answered_and_the_gate_learns_that_it_was_accepted()
    {
        var gate = new RecordingGate();
        var report = await Probe.ProbeAsync(
            new RtspProbeRequest { Target = server.BehindDigest("/h264"), Credential = new("viewer", "right"), Gate = gate, Receive = TimeSpan.FromSeconds(2) },
            TestContext.Current.CancellationToken);

        report.Outcome.ShouldBe(StreamOutcome.Streaming, string.Join('\n', report.Trace));
        report.TimeToFirstKeyframe.ShouldNotBeNull();
        gate.Told.ShouldBe([LoginOutcome.Accepted]);
    }

    [Fact]
    public async Task A_wrong_password_is_unauthenticated_after_exactly_one_attempt_with_credentials()
    {
        var gate = new RecordingGate();
        var report = await Probe.ProbeAsync(
            new RtspProbeRequest { Target = server.BehindDigest("/h264"), Credential = new("viewer", "wrong-secret"), Gate = gate },
            TestContext.Current.CancellationToken);

        report.Outcome.ShouldBe(StreamOutcome.Unauthenticated);
        report.Failure!.Reason.ShouldBe(StreamFailureReason.CredentialsRefused);
        report.Trace.Count(line => line.Contains("(with login)")).ShouldBe(1);
        gate.Reserved.ShouldBe(1);
        gate.Told.ShouldBe([LoginOutcome.Refused]);
        report.ToString().ShouldNotContain("wrong-secret");
    }

    [Fact]
    public async Task A_held_login_sends_no_credential()
    {
        var gate = new RecordingGate { Allows = false };
        var report = await Probe.ProbeAsync(
            new RtspProbeRequest { Target = server.BehindDigest("/h264"), Credential = new("viewer", "right"), Gate = gate },
            TestContext.Current.CancellationToken);

        report.Outcome.ShouldBe(StreamOutcome.Unauthenticated);
        report.Failure!.Reason.ShouldBe(StreamFailureReason.LoginHeld);
        report.Trace.ShouldNotContain(line => line.Contains("(with login)"));
    }

    [Fact]
    public async Task An_unknown_path_is_not_found()
    {
        var report = await Probe.ProbeAsync(new RtspProbeRequest { Target = server.Open("/nothing") }, TestContext.Current.CancellationToken);

        report.Outcome.ShouldBe(StreamOutcome.NotFound);
        report.Frames.ShouldBeNull();
    }

    [Fact]
    public async Task Mjpeg_pictures_are_counted_and_their_size_is_read()
    {
        var report = await Probe.ProbeAsync(
            new RtspProbeRequest { Target = server.Open("/mjpeg"), Receive = TimeSpan.FromSeconds(3) }, TestContext.Current.CancellationToken);

        report.Outcome.ShouldBe(StreamOutcome.Streaming);
        (report.Codec, report.Width, report.Height).ShouldBe(("MJPEG", 640, 360));
        report.Keyframes.ShouldBe(report.Frames);
    }

    [Fact]
    public async Task Packets_the_server_dropped_are_counted_as_lost()
    {
        var report = await Probe.ProbeAsync(
            new RtspProbeRequest { Target = server.Open("/loss"), Receive = TimeSpan.FromSeconds(5) }, TestContext.Current.CancellationToken);

        report.Outcome.ShouldBe(StreamOutcome.Streaming, string.Join('\n', report.Trace));
        report.LossRatio.ShouldNotBeNull().ShouldBeInRange(0.02, 0.10);
    }

    [Fact]
    public async Task Describing_takes_no_session_and_measures_nothing()
    {
        var report = await Probe.DescribeAsync(new RtspProbeRequest { Target = server.Open("/h264") }, TestContext.Current.CancellationToken);

        report.Outcome.ShouldBe(StreamOutcome.Described);
        report.Codec.ShouldBe("H264");
        report.Frames.ShouldBeNull();
        report.Trace.ShouldNotContain(line => line.Contains("SETUP"));
    }

    private Task<StreamReport> ProbeAsync(string path, TimeSpan span) =>
        Probe.ProbeAsync(new RtspProbeRequest { Target = server.Open(path), Receive = span }, TestContext.Current.CancellationToken);

    private async Task CompareAsync(string path, string codec, string ffprobeCodec)
    {
        var span = TimeSpan.FromSeconds(22);
        var second = FrameProbe.RunAsync(server.Open(path), span, TestContext.Current.CancellationToken);
        var report = await ProbeAsync(path, span);
        for (var times = 0; times < 20 && report.Outcome == StreamOutcome.Busy; times++)
        {
            // The server answers 503 while it prepares the shared stream for the other client: busy, and no fault.
            await Task.Delay(TimeSpan.FromSeconds(0.5), TimeProvider.System, TestContext.Current.CancellationToken);
            report = await ProbeAsync(path, span);
        }

        var opinion = await second;

        report.Outcome.ShouldBe(StreamOutcome.Streaming, string.Join('\n', report.Trace));
        report.Codec.ShouldBe(codec);
        opinion.Codec.ShouldBe(ffprobeCodec);
        (report.Width, report.Height).ShouldBe((opinion.Width, opinion.Height));
        report.FrameRate!.Value.ShouldBe(25, 0.5);
        report.FrameRateTimestamps!.Value.ShouldBe(25, 0.1);
        report.BitRate!.Value.ShouldBe(opinion.BitRateOverWholeGops(), 0.05 * opinion.BitRateOverWholeGops());
        report.KeyframeInterval!.Value.TotalSeconds.ShouldBe(2, 0.1);
        // Nothing is lost on the way over TCP, but a server that gets no time to send drops a picture itself: one is allowed.
        report.PacketsLost!.Value.ShouldBeLessThanOrEqualTo((report.Packets!.Value / report.Frames!.Value) + 1);
        TestContext.Current.TestOutputHelper?.WriteLine($"{report} ffprobe {opinion.BitRateOverWholeGops():F0} bit/s, {opinion.Packets.Count} packets");
    }
}
