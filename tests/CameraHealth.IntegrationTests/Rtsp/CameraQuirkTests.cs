using System.Diagnostics;
using CameraHealth.Rtsp;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Rtsp;

public class CameraQuirkTests
{
    private const uint Step = 3600;

    [Fact]
    public async Task Reolink_sends_media_before_the_reply_to_PLAY_and_it_counts()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.BeginAsync();
            await talk.SendPacketAsync(1, 0, keyframe: true);
            await talk.SendPacketAsync(2, Step);
            await talk.ReplyAsync("200 OK");
            await talk.AnswerRestAsync();
        });

        var report = await ProbeAsync(camera);

        report.Outcome.ShouldBe(StreamOutcome.Streaming);
        (report.Frames, report.Keyframes).ShouldBe((2, 1));
    }

    [Fact]
    public async Task CP3PRO_sends_on_channels_never_set_up_and_that_does_not_count()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.BeginAsync();
            await talk.ReplyAsync("200 OK");
            for (ushort i = 0; i < 5; i++)
                await talk.SendPacketAsync(i, i * Step, channel: 6);
            await talk.AnswerRestAsync();
        });

        (await ProbeAsync(camera)).Failure!.Reason.ShouldBe(StreamFailureReason.NoFrames);
    }

    [Fact]
    public async Task The_channels_of_the_reply_hold_and_not_those_that_were_asked()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.BeginAsync("RTP/AVP;unicast;interleaved=4-5");
            await talk.ReplyAsync("200 OK");
            for (ushort i = 0; i < 5; i++)
                await talk.SendPacketAsync(i, i * Step, channel: 4);
            await talk.AnswerRestAsync();
        });

        (await ProbeAsync(camera)).Frames.ShouldBe(5);
    }

    [Fact]
    public async Task Reolink_RLC_410_keeps_sending_an_old_session_and_that_does_not_count()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.AnswerAsync();
            await talk.SendPacketAsync(500, 1, ssrc: 666);
            await talk.AnswerAsync(body: FakeCameraTalk.Description);
            await talk.ReadAsync();
            await talk.ReplyAsync("200 OK", "Session: 1\r\nTransport: RTP/AVP/TCP;interleaved=0-1\r\n");
            await talk.SendPacketAsync(501, 1, ssrc: 666);
            await talk.ReadAsync();
            await talk.ReplyAsync("200 OK");
            for (ushort i = 0; i < 5; i++)
            {
                await talk.SendPacketAsync((ushort)(502 + i), 9u * i * Step, ssrc: 666);
                await talk.SendPacketAsync(i, i * Step);
            }

            await talk.AnswerRestAsync();
        });

        var report = await ProbeAsync(camera);

        (report.Frames, report.Packets, report.PacketsLost).ShouldBe((5, 5L, 0L), $"{report.Failure} {string.Join('\n', report.Trace)}");
    }

    [Fact]
    public async Task Invented_timestamps_do_not_hide_that_fewer_pictures_arrive()
    {
        // FLIR M400 never sets the marker bit; nor does this camera.
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.BeginAsync();
            await talk.ReplyAsync("200 OK");
            for (ushort i = 0; i < 45; i++)
            {
                await talk.SendPacketAsync(i, i * Step, keyframe: i % 10 == 0);
                await Task.Delay(TimeSpan.FromMilliseconds(80), TimeProvider.System, talk.Ended);
            }

            await talk.AnswerRestAsync();
        });

        var report = await ProbeAsync(camera, receive: TimeSpan.FromSeconds(3.2));

        report.FrameRateTimestamps!.Value.ShouldBe(25, 0.01);
        report.FrameRate!.Value.ShouldBeLessThan(13);
    }

    [Theory]
    [InlineData("453 Not Enough Bandwidth", StreamOutcome.Busy, "busy_453")]
    [InlineData("503 Service Unavailable", StreamOutcome.Busy, "busy_503")]
    [InlineData("404 Not Found", StreamOutcome.NotFound, "not_found")]
    [InlineData("461 Unsupported Transport", StreamOutcome.Unsupported, "transport_refused")]
    [InlineData("302 Moved", StreamOutcome.Unsupported, "redirected")]
    [InlineData("403 Forbidden", StreamOutcome.Unauthenticated, "forbidden")]
    [InlineData("451 Parameter Not Understood", StreamOutcome.ProtocolError, "error_reply")]
    public async Task An_error_status_is_an_outcome_with_a_reason(string status, StreamOutcome outcome, string reason)
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.AnswerAsync();
            await talk.AnswerAsync(status, "Location: rtsp://192.0.2.1/elsewhere\r\n");
            await talk.AnswerRestAsync();
        });

        var report = await ProbeAsync(camera);

        (report.Outcome, report.Failure!.Reason).ShouldBe((outcome, reason));
    }

    [Fact]
    public async Task PLAY_accepted_without_media_is_no_media_and_the_session_is_ended()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.BeginAsync();
            await talk.ReplyAsync("200 OK");
            await talk.AnswerRestAsync();
        });

        var report = await ProbeAsync(camera);
        await camera.PlayedAsync(TimeSpan.FromSeconds(5));

        (report.Outcome, report.Failure!.Reason).ShouldBe((StreamOutcome.NoMedia, StreamFailureReason.NoFrames));
        report.FrameRate.ShouldBeNull();
        report.LossRatio.ShouldBeNull();
        camera.Methods.ShouldBe(["OPTIONS", "DESCRIBE", "SETUP", "PLAY", "TEARDOWN"]);
        camera.Requests.ShouldAllBe(r => r.Contains("User-Agent: "));
        camera.Requests[^1].ShouldContain("Session: 1234\r\n");
    }

    [Fact]
    public async Task Hanging_in_mid_reply_is_a_timeout()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.AnswerAsync();
            await talk.ReadAsync();
            await talk.SendAsync("RTSP/1.0 200 OK\r\nContent-Length: 500\r\n\r\nv=0\r\n");
            await talk.ReadAsync();
        });

        await ShouldTimeOutAsync(camera);
    }

    [Fact]
    public async Task Accepting_and_saying_nothing_is_a_timeout()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.ReadAsync();
            await talk.ReadAsync();
        });

        await ShouldTimeOutAsync(camera);
    }

    [Fact]
    public async Task Trickling_bytes_for_ever_does_not_stretch_the_deadline()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.ReadAsync();
            await talk.SendAsync("RTSP/1.0 200 OK\r\nX: ");
            while (!talk.Ended.IsCancellationRequested)
            {
                await talk.SendAsync("x");
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, talk.Ended);
            }
        });

        await ShouldTimeOutAsync(camera);
    }

    [Fact]
    public async Task A_header_of_a_megabyte_is_not_read_to_its_end()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.AnswerAsync();
            await talk.ReadAsync();
            await talk.SendAsync("RTSP/1.0 200 OK\r\nX: " + new string('x', 1 << 20));
        });

        (await ProbeAsync(camera)).Failure!.Reason.ShouldBe(StreamFailureReason.HeaderTooLarge);
    }

    [Fact]
    public async Task A_web_server_on_the_port_is_a_protocol_error()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.ReadAsync();
            await talk.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n");
        });

        (await ProbeAsync(camera)).Failure!.Reason.ShouldBe(StreamFailureReason.MalformedReply);
    }

    [Fact]
    public async Task Nothing_on_the_port_is_refused()
    {
        Uri target;
        await using (var camera = new FakeCamera(_ => Task.CompletedTask))
            target = camera.Target;

        var report = await new RtspProbe(TimeProvider.System).ProbeAsync(new RtspProbeRequest { Target = target }, TestContext.Current.CancellationToken);

        (report.Outcome, report.Failure!.Reason).ShouldBe((StreamOutcome.Refused, StreamFailureReason.ConnectRefused));
        report.FirstByteSentAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_not_a_timeout_and_the_session_is_ended()
    {
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.BeginAsync();
            await talk.ReplyAsync("200 OK");
            await caller.CancelAsync();
            await talk.AnswerRestAsync();
        });

        await Should.ThrowAsync<OperationCanceledException>(
            new RtspProbe(TimeProvider.System).ProbeAsync(new RtspProbeRequest { Target = camera.Target }, caller.Token));
        await camera.PlayedAsync(TimeSpan.FromSeconds(5));

        camera.Methods.Last().ShouldBe("TEARDOWN");
    }

    [Fact]
    public async Task An_account_in_the_address_is_neither_used_nor_shown()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.AnswerAsync();
            await talk.AnswerAsync(body: FakeCameraTalk.Description);
        });
        var target = new UriBuilder(camera.Target) { UserName = "admin", Password = "s3cret", Path = "/user=admin_password=s3cret_channel=1" }.Uri;

        var report = await new RtspProbe(TimeProvider.System).DescribeAsync(new RtspProbeRequest { Target = target }, TestContext.Current.CancellationToken);

        report.Outcome.ShouldBe(StreamOutcome.Described);
        camera.Requests.ShouldAllBe(r => !r.Contains("admin:"));
        string.Join('\n', report.Trace).ShouldNotContain("s3cret");
    }

    private static async Task ShouldTimeOutAsync(FakeCamera camera)
    {
        var clock = Stopwatch.StartNew();
        var report = await ProbeAsync(camera, replySeconds: 1);

        (report.Outcome, report.Failure!.Reason).ShouldBe((StreamOutcome.Timeout, StreamFailureReason.ReplyTimeout));
        clock.Elapsed.ShouldBeLessThan(LoadedMachine.Allow(TimeSpan.FromSeconds(3)));
    }

    private static Task<StreamReport> ProbeAsync(FakeCamera camera, TimeSpan? receive = null, double replySeconds = 5) => new RtspProbe(TimeProvider.System).ProbeAsync(
        new RtspProbeRequest { Target = camera.Target, Receive = receive ?? TimeSpan.FromSeconds(0.6), ReplyTimeout = TimeSpan.FromSeconds(replySeconds) },
        TestContext.Current.CancellationToken);
}
