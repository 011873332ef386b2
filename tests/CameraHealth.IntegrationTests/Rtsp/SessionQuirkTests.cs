using CameraHealth.Rtsp;
using CameraHealth.Tests.Rtsp;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Rtsp;

/// <summary>What devices do to the dialogue; each was met by somebody and is no fault of the stream.</summary>
public class SessionQuirkTests
{
    private const uint Step = 3600;

    [Theory]
    [InlineData("PTZOptics answers 404 to a slash that we add", "/live", "*", "rtsp://{0}/live", "rtsp://{0}/live/track1", "rtsp://{0}/live")]
    [InlineData("Dahua's base has a query", "/cam?channel=1&subtype=0", "*", "rtsp://{0}/cam?channel=1&subtype=0", "rtsp://{0}/cam?channel=1&subtype=0/track1", "rtsp://{0}/cam?channel=1&subtype=0")]
    [InlineData("VStarcam has no control of the session", "/live", "", "rtsp://{0}/live/", "rtsp://{0}/live/track1", "rtsp://{0}/live/")]
    [InlineData("a camera behind NAT tells its inner address", "/live", "*", "rtsp://192.168.1.9/live/", "rtsp://{0}/live/track1", "rtsp://{0}/live/")]
    [InlineData("a base without scheme", "/live", "*", "10.0.0.5/live/", "rtsp://{0}/live/track1", "rtsp://{0}/live/")]
    [InlineData("the scheme twice", "/live", "*", "rtsp://rtsp://{0}/live/", "rtsp://{0}/live/track1", "rtsp://{0}/live/")]
    [InlineData("IPv6 without brackets", "/live", "*", "rtsp://::ffff:10.0.0.1/live/", "rtsp://{0}/live/track1", "rtsp://{0}/live/")]
    public async Task SETUP_and_PLAY_go_to_the_addresses_the_device_expects(string what, string path, string control, string contentBase, string setup, string play)
    {
        var sessionControl = control.Length > 0 ? $"a=control:{control}\r\n" : string.Empty;
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.AnswerAsync();
            var at = (await talk.ReadAsync()).Split("rtsp://")[1].Split('/')[0];
            await talk.ReplyAsync("200 OK", $"Content-Base: {string.Format(System.Globalization.CultureInfo.InvariantCulture, contentBase, at)}\r\n", $"v=0\r\n{sessionControl}m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:track1\r\n");
            await talk.AnswerAsync(headers: "Session: 1\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n");
            await talk.AnswerAsync();
            await SendPicturesAsync(talk, 3);
        });

        var report = await ProbeAsync(camera, new Uri(camera.Target, path));

        report.Outcome.ShouldBe(StreamOutcome.Streaming, what);
        string UrlOf(string method) => camera.Requests.First(r => r.StartsWith(method, StringComparison.Ordinal)).Split(' ')[1];
        UrlOf("SETUP").ShouldBe(string.Format(System.Globalization.CultureInfo.InvariantCulture, setup, camera.EndPoint), what);
        UrlOf("PLAY").ShouldBe(string.Format(System.Globalization.CultureInfo.InvariantCulture, play, camera.EndPoint), what);
    }

    [Fact]
    public async Task Axis_puts_the_track_before_the_query_of_an_absolute_control()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.AnswerAsync();
            var at = (await talk.ReadAsync()).Split("rtsp://")[1].Split('/')[0];
            await talk.ReplyAsync("200 OK", body: $"v=0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:rtsp://{at}/media.amp/stream=1?videopsenabled=1\r\n");
            await talk.AnswerAsync(headers: "Session: 1\r\n");
            await talk.AnswerAsync();
            await SendPicturesAsync(talk, 3);
        });

        (await ProbeAsync(camera)).Outcome.ShouldBe(StreamOutcome.Streaming);
        camera.Requests[2].ShouldStartWith($"SETUP rtsp://{camera.EndPoint}/media.amp/stream=1?videopsenabled=1 RTSP/1.0");
    }

    [Fact]
    public async Task Vivotek_answers_404_to_an_upper_case_scheme_and_gets_a_lower_case_one()
    {
        await using var camera = new FakeCamera(talk => PlayStrictlyAsync(talk, request => request.Contains(" rtsp://", StringComparison.Ordinal)));

        (await ProbeAsync(camera, new Uri(camera.Target.ToString().Replace("rtsp", "RTSP", StringComparison.Ordinal)))).Outcome.ShouldBe(StreamOutcome.Streaming);
    }

    [Fact]
    public async Task A_device_that_refuses_requests_without_a_user_agent_is_satisfied()
    {
        await using var camera = new FakeCamera(talk => PlayStrictlyAsync(talk, request => request.Contains("\r\nUser-Agent: ", StringComparison.Ordinal)));

        (await ProbeAsync(camera)).Outcome.ShouldBe(StreamOutcome.Streaming);
    }

    [Fact]
    public async Task Hikvision_wants_DESCRIBE_before_SETUP_on_the_same_connection()
    {
        await using var camera = new FakeCamera(talk => PlayStrictlyAsync(talk, _ => true));

        (await ProbeAsync(camera)).Outcome.ShouldBe(StreamOutcome.Streaming);
        camera.Methods.Take(4).ShouldBe(["OPTIONS", "DESCRIBE", "SETUP", "PLAY"]);
    }

    [Fact]
    public async Task A_session_name_that_changes_between_replies_is_taken_over()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.BeginAsync();
            await talk.ReplyAsync("200 OK", "Session: 77;timeout=60\r\n");
            await SendPicturesAsync(talk, 3);
            await talk.AnswerRestAsync();
        });

        (await ProbeAsync(camera)).Outcome.ShouldBe(StreamOutcome.Streaming);
        await camera.PlayedAsync(TimeSpan.FromSeconds(5));
        camera.Requests.First(r => r.StartsWith("PLAY", StringComparison.Ordinal)).ShouldContain("Session: 1234\r\n");
        camera.Requests[^1].ShouldContain("Session: 77\r\n");
    }

    [Fact]
    public async Task Keep_alives_that_are_never_answered_are_sent_all_the_same_and_break_nothing()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.AnswerAsync(headers: "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER\r\n");
            await talk.AnswerAsync(body: FakeCameraTalk.Description);
            await talk.AnswerAsync(headers: "Session: 1;timeout=1\r\nTransport: RTP/AVP/TCP;interleaved=0\r\n");
            await talk.AnswerAsync();
            for (ushort i = 0; i < 40; i++)
            {
                await talk.SendPacketAsync(i, i * Step);
                await Task.Delay(TimeSpan.FromMilliseconds(40), TimeProvider.System, talk.Ended);
            }

            await talk.ReadAsync();
        });

        (await ProbeAsync(camera, receive: TimeSpan.FromSeconds(5))).Outcome.ShouldBe(StreamOutcome.Streaming);
        await camera.PlayedAsync(TimeSpan.FromSeconds(5));
        camera.Requests[^1].ShouldContain("GET_PARAMETER ");
    }

    [Fact]
    public async Task A_camera_that_stops_unless_it_hears_a_receiver_report_goes_on()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.BeginAsync();
            await talk.ReplyAsync("200 OK");
            await SendPicturesAsync(talk, 5);
            var report = await talk.ReadFrameAsync();
            (report[0], report[1], report[5]).ShouldBe(((byte)'$', (byte)1, (byte)201));
            await SendPicturesAsync(talk, 5, from: 5);
        });

        (await ProbeAsync(camera, receive: TimeSpan.FromSeconds(6))).Frames.ShouldBe(10);
    }

    [Fact]
    public async Task Tapo_sends_packets_of_ten_thousand_bytes_and_others_of_64_KiB()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.BeginAsync();
            await talk.ReplyAsync("200 OK");
            for (ushort i = 0; i < 6; i++)
                await talk.SendFrameAsync(PacketBuilder.Packet(i, i * Step, [0x41, 0x9a, .. new byte[i % 2 == 0 ? 10_000 : 65_500]]));
        });

        var report = await ProbeAsync(camera);

        (report.Frames, report.PacketsLost).ShouldBe((6, 0L));
    }

    [Fact]
    public async Task Hikvision_tells_a_wrong_RTP_Info_and_nothing_is_lost_by_it()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.BeginAsync();
            await talk.ReplyAsync("200 OK", "RTP-Info: url=rtsp://x/track1;seq=0;rtptime=1; ssrc = 9;\r\n");
            await SendPicturesAsync(talk, 5, from: 40000);
        });

        var report = await ProbeAsync(camera);

        (report.Frames, report.PacketsLost).ShouldBe((5, 0L));
    }

    [Fact]
    public async Task A_clock_of_1970_in_the_Date_header_is_told()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.AnswerAsync(headers: "Date: Thu, 01 Jan 1970 00:10:00 GMT\r\n");
            await talk.AnswerAsync(body: FakeCameraTalk.Description);
        });

        var report = await new RtspProbe(TimeProvider.System).DescribeAsync(new RtspProbeRequest { Target = camera.Target }, TestContext.Current.CancellationToken);

        report.DeviceDate.ShouldBe(DateTimeOffset.UnixEpoch + TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Media_that_comes_in_the_same_bytes_as_the_replies_is_told_from_them()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.BeginAsync();
            await talk.SendAsync([.. "RTSP/1.0 200 OK\r\nCSeq: 4\r\n\r\n"u8, (byte)'$', 0, 0, 16, .. PacketBuilder.Packet(1, 0, [0x65, 0x88, 1, 2]), (byte)'$', 0, 0]);
            await talk.SendAsync([16, .. PacketBuilder.Packet(2, Step, [0x41, 0x9a, 1, 2]), (byte)'$', 1, 0, 4, 1, 2, 3, 4]);
        });

        (await ProbeAsync(camera)).Frames.ShouldBe(2);
    }

    private static async Task SendPicturesAsync(FakeCameraTalk talk, int count, int from = 0)
    {
        for (var i = from; i < from + count; i++)
            await talk.SendPacketAsync((ushort)i, (uint)i * Step, keyframe: i == from);
    }

    // 401 and 404 for whoever breaks the rule, as these devices do.
    private static async Task PlayStrictlyAsync(FakeCameraTalk talk, Func<string, bool> isGood)
    {
        foreach (var (headers, body) in new[] { ("", ""), ("", FakeCameraTalk.Description), ("Session: 1\r\n", ""), ("", "") })
        {
            var request = await talk.ReadAsync();
            await talk.ReplyAsync(isGood(request) ? "200 OK" : "404 Not Found", headers, body);
        }

        await SendPicturesAsync(talk, 3);
    }

    private static Task<StreamReport> ProbeAsync(FakeCamera camera, Uri? target = null, TimeSpan? receive = null) => new RtspProbe(TimeProvider.System).ProbeAsync(
        new RtspProbeRequest { Target = target ?? camera.Target, Receive = receive ?? TimeSpan.FromSeconds(2), ReplyTimeout = TimeSpan.FromSeconds(5) },
        TestContext.Current.CancellationToken);
}
