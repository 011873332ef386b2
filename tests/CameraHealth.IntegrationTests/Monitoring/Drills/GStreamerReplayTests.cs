using CameraHealth.IntegrationTests.Rtsp;
using CameraHealth.Monitoring.Drills;
using CameraHealth.Rtsp;
using CameraHealth.Rtsp.Replay;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Monitoring.Drills;

/// <summary>Drills against a replay server that is not ours. It plays any time; its clock is this machine's.</summary>
public sealed class GStreamerReplayTests(GStreamerReplay server) : IClassFixture<GStreamerReplay>
{
    private static readonly DateTimeOffset At = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("/h264", "H264")]
    [InlineData("/h265", "H265")]
    [InlineData("/mjpeg", "MJPEG")]
    public async Task Footage_of_each_codec_is_proven_and_decodes(string path, string codec)
    {
        var result = await DrillAsync(path);

        (result.Outcome, result.Reason).ShouldBe((DrillOutcome.Proven, null), result.Detail);
        result.Codec.ShouldBe(codec);
        result.AskedDeviceAt.ShouldBe(At);
        result.FirstCaptureAt!.Value.ShouldBe(At.AddSeconds(-1), TimeSpan.FromMilliseconds(2));
        result.LastCaptureAt!.Value.ShouldBe(At.AddSeconds(4), TimeSpan.FromSeconds(0.1));
        result.Decoded!.Value.ShouldBeInRange(100, 155);
        result.PacketsLost.ShouldBe(0);
        result.Sha256!.Length.ShouldBe(64);
        result.Still!.Value.Span[..2].ToArray().ShouldBe([0xff, 0xd8]);
    }

    [Fact]
    public async Task Footage_that_begins_later_is_a_gap_and_that_of_another_time_is_no_footage_of_the_moment()
    {
        var late = await DrillAsync("/late");
        (late.Outcome, late.Reason).ShouldBe((DrillOutcome.Gap, DrillReason.Gap));
        late.Gap!.Value.ShouldBe(TimeSpan.FromSeconds(29), TimeSpan.FromMilliseconds(50));
        var old = await DrillAsync("/long-ago");
        (old.Outcome, old.Reason, old.Gap).ShouldBe((DrillOutcome.Gap, DrillReason.WrongTime, null));
    }

    [Fact]
    public async Task Server_that_knows_no_replay_is_unsupported_and_plays_nothing()
    {
        var result = await DrillAsync("/live");
        (result.Outcome, result.Reason, result.Frames).ShouldBe((DrillOutcome.Unsupported, StreamFailureReason.MethodRefused, null));
    }

    [Fact]
    public async Task Clock_that_nobody_measured_is_read_from_the_replies_and_one_known_badly_verifies_nothing()
    {
        var read = await DrillAsync("/h264", null);
        read.Outcome.ShouldBe(DrillOutcome.Proven, read.Detail);
        read.Clock!.Error.ShouldBeInRange(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(5));
        read.Clock.Offset.ShouldBe(TimeSpan.Zero, TimeSpan.FromSeconds(5));

        var inexact = await DrillAsync("/h264", new ClockOffset(TimeSpan.Zero, TimeSpan.FromSeconds(6), At));
        (inexact.Outcome, inexact.Reason).ShouldBe((DrillOutcome.NotVerified, DrillReason.ClockInexact));
    }

    [Fact]
    public async Task Without_a_decoder_nothing_is_proven()
    {
        var run = new DrillRun(new RtspReplay(TimeProvider.System), new NoDecoder());
        var result = await run.ExecuteAsync(Order("/h264", Exact), TestContext.Current.CancellationToken);
        (result.Outcome, result.Reason).ShouldBe((DrillOutcome.NotVerified, DrillReason.NoDecoder));
    }

    private static ClockOffset Exact => new(TimeSpan.Zero, TimeSpan.FromSeconds(0.5), At);

    private Task<DrillResult> DrillAsync(string path) => DrillAsync(path, Exact);

    private Task<DrillResult> DrillAsync(string path, ClockOffset? clock) => new DrillRun(new RtspReplay(TimeProvider.System), new FfmpegFootage(TimeProvider.System))
        .ExecuteAsync(Order(path, clock), TestContext.Current.CancellationToken);

    private DrillOrder Order(string path, ClockOffset? clock) => new()
    {
        Access = new RtspProbeRequest { Target = server.Address(path), ReplyTimeout = TimeSpan.FromSeconds(30), Deadline = TimeSpan.FromSeconds(90) },
        At = At,
        Length = TimeSpan.FromSeconds(4),
        Clock = clock,
    };

    private sealed class NoDecoder : IFootageDecoder
    {
        public bool IsAvailable => false;

        public Task<DecodedFootage?> DecodeAsync(string codec, ReadOnlyMemory<byte> media, int stillAt, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("there is none");
    }
}
