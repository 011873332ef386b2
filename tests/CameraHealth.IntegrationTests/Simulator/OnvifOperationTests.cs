using System.Net;
using CameraHealth.Simulator.Scenarios;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Simulator;

public sealed class OnvifOperationTests
{
    [Fact]
    public async Task H265_is_named_by_media2_and_left_out_by_media1()
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera() with { Authentication = AuthenticationMode.None, Codec = VideoCodec.H265 });
        var device = fleet["CAM-1"];
        var media1 = (await OnvifTestClient.AskAsync(device, OnvifTestClient.Media, "GetProfiles")).Body;
        media1.ShouldContain("VideoSourceToken001");
        media1.ShouldNotContain("VideoEncoderConfiguration");
        var media2 = (await OnvifTestClient.AskAsync(device, OnvifTestClient.Media2, "GetProfiles", arguments: "<Type>All</Type>")).Body;
        media2.ShouldContain("<tt:Encoding>H265</tt:Encoding>");
        (await OnvifTestClient.AskAsync(device, OnvifTestClient.Media2, "GetProfiles")).Body.ShouldNotContain("Configurations>");
        (await OnvifTestClient.AskAsync(device, OnvifTestClient.Media2, "GetStreamUri", arguments: "<Protocol>RTSP</Protocol><ProfileToken>ProfileToken001</ProfileToken>"))
            .Body.ShouldContain($"<tr2:Uri>{device.StreamAddress()}</tr2:Uri>");
    }

    [Theory]
    [InlineData(OnvifTestClient.Device, "GetNetworkInterfaces")]
    [InlineData(OnvifTestClient.Media, "GetOSDs")]
    public async Task Unknown_operation_is_action_not_supported(string service, string operation)
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera());
        var (status, body) = await OnvifTestClient.AskAsync(fleet["CAM-1"], service, operation);
        status.ShouldBe(HttpStatusCode.InternalServerError);
        body.ShouldContain("ter:ActionNotSupported");
    }

    [Fact]
    public async Task Unknown_profile_is_no_profile()
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera() with { Authentication = AuthenticationMode.None });
        (await OnvifTestClient.AskAsync(fleet["CAM-1"], OnvifTestClient.Media, "GetStreamUri", arguments: "<ProfileToken>x</ProfileToken>"))
            .Body.ShouldContain("ter:NoProfile");
    }

    [Fact]
    public async Task Encoder_has_no_onvif_port()
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera() with { Kind = DeviceKind.Encoder });
        fleet["CAM-1"].OnvifPort.ShouldBeNull();
        await using var client = await RtspTestClient.ConnectAsync(fleet["CAM-1"]);
        (await client.SetUpAsync()).ShouldStartWith("RTSP/1.0 200 ");
    }
}
