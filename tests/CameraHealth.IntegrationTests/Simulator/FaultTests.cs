using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using CameraHealth.Simulator;
using CameraHealth.Simulator.Scenarios;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Simulator;

public sealed class FaultTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(700);

    [Fact]
    public async Task Healthy_camera_sends_about_15_pictures_a_second_from_the_first_moment()
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera());
        await using var client = await RtspTestClient.ConnectAsync(fleet["CAM-1"]);
        (await client.SetUpAsync()).ShouldStartWith("RTSP/1.0 200");
        (await client.AskAsync("PLAY")).ShouldStartWith("RTSP/1.0 200");
        (await client.CountFramesAsync(Short)).ShouldNotBeNull().ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task Offline_closes_both_ports_cuts_streams_and_opens_the_same_ports_again()
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera());
        var device = fleet["CAM-1"];
        var ports = (device.OnvifPort, device.RtspPort);
        await using var client = await RtspTestClient.ConnectAsync(device);
        await client.SetUpAsync();
        await client.AskAsync("PLAY");
        await fleet.SetFaultAsync("CAM-1", DeviceFault.Offline);
        (await client.CountFramesAsync(TimeSpan.FromSeconds(5))).ShouldBeNull("the connection was not cut");
        await ShouldRefuseAsync(device.Address, device.OnvifPort!.Value);
        await ShouldRefuseAsync(device.Address, device.RtspPort);
        device.Counters.RtspSessionsOpen.ShouldBe(0);
        device.Counters.Teardowns.ShouldBe(0);

        await fleet.SetFaultAsync("CAM-1", DeviceFault.None);
        (device.OnvifPort, device.RtspPort).ShouldBe(ports);
        (await OnvifTestClient.AskAsync(device, OnvifTestClient.Device, "GetSystemDateAndTime")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Slow_answers_late_on_both_ports_and_streams_well()
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera() with { Fault = DeviceFault.Slow });
        var device = fleet["CAM-1"];
        var began = Stopwatch.GetTimestamp();
        (await OnvifTestClient.AskAsync(device, OnvifTestClient.Device, "GetSystemDateAndTime")).Status.ShouldBe(HttpStatusCode.OK);
        Stopwatch.GetElapsedTime(began).ShouldBeGreaterThanOrEqualTo(SimulatedDevice.SlowBy - TimeSpan.FromMilliseconds(50));
        await using var client = await RtspTestClient.ConnectAsync(device);
        began = Stopwatch.GetTimestamp();
        (await client.SetUpAsync()).ShouldStartWith("RTSP/1.0 200");
        Stopwatch.GetElapsedTime(began).ShouldBeGreaterThanOrEqualTo(SimulatedDevice.SlowBy - TimeSpan.FromMilliseconds(50));
        (await client.AskAsync("PLAY")).ShouldStartWith("RTSP/1.0 200");
        (await client.CountFramesAsync(Short)).ShouldNotBeNull().ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Rtsp_closed_refuses_rtsp_and_answers_onvif()
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera() with { Fault = DeviceFault.RtspClosed });
        var device = fleet["CAM-1"];
        (await OnvifTestClient.AskAsync(device, OnvifTestClient.Device, "GetSystemDateAndTime")).Status.ShouldBe(HttpStatusCode.OK);
        await device.SetFaultAsync(DeviceFault.None);
        var port = device.RtspPort;
        await device.SetFaultAsync(DeviceFault.RtspClosed);
        await ShouldRefuseAsync(device.Address, port);
    }

    [Fact]
    public async Task No_media_plays_and_sends_nothing_until_the_fault_is_taken_away()
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera() with { Fault = DeviceFault.NoMedia });
        await using var client = await RtspTestClient.ConnectAsync(fleet["CAM-1"]);
        (await client.SetUpAsync()).ShouldStartWith("RTSP/1.0 200");
        (await client.AskAsync("PLAY")).ShouldStartWith("RTSP/1.0 200");
        (await client.CountFramesAsync(Short)).ShouldBe(0);
        await fleet.SetFaultAsync("CAM-1", DeviceFault.None);
        (await client.CountFramesAsync(Short)).ShouldNotBeNull().ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Hang_stops_in_the_middle_of_replies_on_both_ports()
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera() with { Fault = DeviceFault.Hang });
        var device = fleet["CAM-1"];
        await using var rtsp = await RtspTestClient.ConnectAsync(device);
        (await rtsp.AskAsync("OPTIONS")).ShouldBeEmpty("a whole reply came");
        using var http = new TcpClient();
        await http.ConnectAsync(device.Address, device.OnvifPort!.Value, TestContext.Current.CancellationToken);
        await http.GetStream().WriteAsync("GET /onvif/device_service HTTP/1.1\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        var text = await ReadWhatComesAsync(http);
        text.ShouldStartWith("HTTP/1.1 405");
        text.ShouldNotContain("\r\n\r\n");
    }

    [Fact]
    public async Task Onvif_silent_accepts_and_says_nothing_while_rtsp_streams()
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera() with { Fault = DeviceFault.OnvifSilent });
        var device = fleet["CAM-1"];
        using var http = new TcpClient();
        await http.ConnectAsync(device.Address, device.OnvifPort!.Value, TestContext.Current.CancellationToken);
        await http.GetStream().WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        (await ReadWhatComesAsync(http)).ShouldBeEmpty();
        await using var client = await RtspTestClient.ConnectAsync(device);
        (await client.SetUpAsync()).ShouldStartWith("RTSP/1.0 200");
    }

    [Fact]
    public async Task Busy_describes_and_answers_453_to_setup()
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera() with { Fault = DeviceFault.Busy });
        await using var client = await RtspTestClient.ConnectAsync(fleet["CAM-1"]);
        (await client.SetUpAsync()).ShouldStartWith("RTSP/1.0 453 ");
        fleet["CAM-1"].Counters.RtspSessionsTotal.ShouldBe(0);
    }

    [Fact]
    public async Task Setup_over_udp_is_461_and_an_unknown_path_is_404()
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera() with { Authentication = AuthenticationMode.None });
        await using var client = await RtspTestClient.ConnectAsync(fleet["CAM-1"]);
        (await client.AskAsync("SETUP", "Transport: RTP/AVP;unicast;client_port=5000-5001\r\n", "/trackID=1")).ShouldStartWith("RTSP/1.0 461 ");
        (await client.AskAsync("DESCRIBE", track: "/other")).ShouldStartWith("RTSP/1.0 404 ");
    }

    [Fact]
    public async Task Required_option_is_551_because_a_live_stream_is_no_archive()
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera() with { Authentication = AuthenticationMode.None });
        await using var client = await RtspTestClient.ConnectAsync(fleet["CAM-1"]);
        var reply = await client.AskAsync("SETUP", "Require: onvif-replay\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n", "/trackID=1");
        reply.ShouldStartWith("RTSP/1.0 551 ");
        reply.ShouldContain("Unsupported: onvif-replay");
    }

    [Fact]
    public async Task Wrong_clock_shows_the_offset_and_refuses_a_token_made_by_true_time()
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera() with { Authentication = AuthenticationMode.UsernameToken });
        var device = fleet["CAM-1"];
        await fleet.SetFaultAsync("CAM-1", DeviceFault.WrongClock);
        device.ClockOffset.ShouldBe(TimeSpan.FromHours(1));
        var body = (await OnvifTestClient.AskAsync(device, OnvifTestClient.Device, "GetSystemDateAndTime")).Body;
        var hour = Regex.Match(body, "<tt:UTCDateTime><tt:Time><tt:Hour>(?<hour>\\d+)<", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["hour"].Value;
        var now = TimeProvider.System.GetUtcNow();
        ((int.Parse(hour, CultureInfo.InvariantCulture) - now.Hour + 24) % 24).ShouldBeInRange(1, 2);
        (await AskWithTokenAsync(device, TimeSpan.Zero)).ShouldBe(HttpStatusCode.BadRequest);
        (await AskWithTokenAsync(device, TimeSpan.FromHours(1))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Offline_channel_is_404_and_the_others_go_on()
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Recorder(channels: 2));
        fleet["NVR-1"].SetChannelFault(2, DeviceFault.ChannelOffline);
        await using var gone = await RtspTestClient.ConnectAsync(fleet["NVR-1"], channel: 2);
        await gone.AskAsync("DESCRIBE");
        (await gone.AskAsync("DESCRIBE")).ShouldStartWith("RTSP/1.0 404 ");
        await using var good = await RtspTestClient.ConnectAsync(fleet["NVR-1"]);
        (await good.SetUpAsync()).ShouldStartWith("RTSP/1.0 200 ");
    }

    [Fact]
    public async Task Reader_that_takes_nothing_does_not_slow_the_others_and_is_cut_in_the_end()
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera());
        var device = fleet["CAM-1"];
        await using var slow = await RtspTestClient.ConnectAsync(device);
        await slow.SetUpAsync();
        slow.ReceiveBuffer = 4096;
        await slow.AskAsync("PLAY");
        await using var quick = await RtspTestClient.ConnectAsync(device);
        await quick.SetUpAsync();
        await quick.AskAsync("PLAY");
        var (begunAt, packets) = (Stopwatch.GetTimestamp(), 0);
        while (device.Counters.RtspSessionsOpen == 2 && Stopwatch.GetElapsedTime(begunAt) < TimeSpan.FromSeconds(110))
        {
            packets += (await quick.CountFramesAsync(TimeSpan.FromSeconds(1))).ShouldNotBeNull();
        }

        // 15 pictures a second, most of them of more than one packet; a busy machine may let a second pass without any.
        packets.ShouldBeGreaterThan((int)(15 * Stopwatch.GetElapsedTime(begunAt).TotalSeconds));
        device.Counters.RtspSessionsOpen.ShouldBe(1);
    }

    private static async Task<HttpStatusCode> AskWithTokenAsync(CameraHealth.Simulator.SimulatedDevice device, TimeSpan ahead) =>
        (await OnvifTestClient.AskAsync(
            device, OnvifTestClient.Device, "GetDeviceInformation",
            header: OnvifTestClient.Token("admin", TestFleet.Password, TimeProvider.System.GetUtcNow() + ahead))).Status;

    private static async Task ShouldRefuseAsync(IPAddress address, int port)
    {
        using var client = new TcpClient();
        var exception = await Should.ThrowAsync<SocketException>(client.ConnectAsync(address, port, TestContext.Current.CancellationToken).AsTask());
        exception.SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
    }

    private static async Task<string> ReadWhatComesAsync(TcpClient client)
    {
        using var deadline = new CancellationTokenSource(Short);
        var text = string.Empty;
        var buffer = new byte[4096];
        try
        {
            while (await client.GetStream().ReadAsync(buffer, deadline.Token) is > 0 and var read)
            {
                text += System.Text.Encoding.UTF8.GetString(buffer, 0, read);
            }
        }
        catch (OperationCanceledException)
        {
            return text;
        }

        return text + "(closed)";
    }
}
