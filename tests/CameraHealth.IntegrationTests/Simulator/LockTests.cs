using System.Net;
using CameraHealth.Simulator;
using CameraHealth.Simulator.Scenarios;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Simulator;

public sealed class LockTests
{
    [Fact]
    public async Task Onvif_and_rtsp_share_one_count_and_challenges_are_not_in_it()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var fleet = await TestFleet.StartAsync(time, TestFleet.Camera());
        var device = fleet["CAM-1"];
        for (var i = 0; i < 10; i++)
        {
            (await AskAsync(device, password: null)).ShouldBe(HttpStatusCode.Unauthorized);
        }

        device.Counters.ShouldSatisfyAllConditions(
            counters => counters.CredentialedAttempts.ShouldBe(0), counters => counters.Refusals.ShouldBe(0), counters => counters.Locked.ShouldBeFalse());

        for (var i = 0; i < 3; i++)
        {
            (await AskAsync(device, "wrong")).ShouldBe(HttpStatusCode.Unauthorized);
        }

        device.Counters.Refusals.ShouldBe(3);
        await RefuseOverRtspAsync(device);
        device.Counters.Locked.ShouldBeFalse();
        await RefuseOverRtspAsync(device);
        device.Counters.Refusals.ShouldBe(5);
        device.Counters.Locked.ShouldBeTrue();

        (await AskAsync(device, TestFleet.Password)).ShouldBe(HttpStatusCode.Unauthorized);
        time.Advance(TimeSpan.FromMinutes(30));
        device.Counters.Locked.ShouldBeFalse();
        (await AskAsync(device, TestFleet.Password)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Username_token_device_tells_the_attempts_left_and_then_that_it_is_locked()
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera() with { Authentication = AuthenticationMode.UsernameToken });
        var device = fleet["CAM-1"];
        (await AskWithTokenAsync(device, password: null)).ShouldNotContain("attempt");
        foreach (var left in new[] { 4, 3, 2, 1 })
        {
            (await AskWithTokenAsync(device, "wrong")).ShouldContain($"You still have {left} attempt(s)");
        }

        (await AskWithTokenAsync(device, "wrong")).ShouldContain("locked");
        (await AskWithTokenAsync(device, TestFleet.Password)).ShouldContain("locked");
    }

    [Fact]
    public async Task Changed_password_refuses_what_was_right_before()
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera());
        (await AskAsync(fleet["CAM-1"], TestFleet.Password)).ShouldBe(HttpStatusCode.OK);
        await fleet.SetFaultAsync("CAM-1", DeviceFault.WrongPassword);
        (await AskAsync(fleet["CAM-1"], TestFleet.Password)).ShouldBe(HttpStatusCode.Unauthorized);
        fleet["CAM-1"].Counters.Refusals.ShouldBe(1);
    }

    [Fact]
    public async Task Locked_device_refuses_the_right_password_until_reset()
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera() with { Fault = DeviceFault.Locked });
        var device = fleet["CAM-1"];
        (await AskAsync(device, TestFleet.Password)).ShouldBe(HttpStatusCode.Unauthorized);
        device.Counters.Locked.ShouldBeTrue();
        await device.ResetAsync();
        device.Counters.Refusals.ShouldBe(0);
        (await AskAsync(device, TestFleet.Password)).ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<HttpStatusCode> AskAsync(SimulatedDevice device, string? password) =>
        (await OnvifTestClient.AskAsync(device, OnvifTestClient.Device, "GetDeviceInformation", password)).Status;

    private static async Task<string> AskWithTokenAsync(SimulatedDevice device, string? password)
    {
        var header = password is null ? string.Empty : OnvifTestClient.Token("admin", password, TimeProvider.System.GetUtcNow());
        var (status, body) = await OnvifTestClient.AskAsync(device, OnvifTestClient.Device, "GetDeviceInformation", header: header);
        status.ShouldBe(HttpStatusCode.BadRequest);
        body.ShouldContain("ter:NotAuthorized");
        return body;
    }

    private static async Task RefuseOverRtspAsync(SimulatedDevice device)
    {
        await using var client = await RtspTestClient.ConnectAsync(device);
        client.Password = "wrong";
        (await client.AskAsync("DESCRIBE")).ShouldStartWith("RTSP/1.0 401 ");
        (await client.AskAsync("DESCRIBE")).ShouldStartWith("RTSP/1.0 401 ");
    }
}
