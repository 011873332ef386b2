using System.Text.Json;
using CameraHealth.IntegrationTests.Simulator;
using CameraHealth.Simulator;
using CameraHealth.Simulator.Scenarios;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Program;

public sealed class ProbeDeviceTests
{
    private static readonly string[] WithLogin = ["--seconds", "2", "--user", "admin", "--password-env", "SECRET"];

    [Theory]
    [InlineData(AuthenticationMode.Digest)]
    [InlineData(AuthenticationMode.UsernameToken)]
    public async Task Camera_tells_clock_identity_profiles_and_its_stream(AuthenticationMode authentication)
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera() with { Authentication = authentication });
        var camera = fleet["CAM-1"];
        var answer = await ProbeAnswer.PatientlyAsync(() => ProbeAnswer.OfDeviceAsync(camera.OnvifAddress!.ToString(), WithLogin, Password(camera)));

        answer.Run.ExitCode.ShouldBe(0, answer.Run.Output + answer.Run.Errors);
        (answer.Outcome, answer.Reason).ShouldBe(("streaming", null));
        ProbeAnswer.NamesOf(answer.Json.GetProperty("clock")).ShouldBe(["deviceUtc", "offsetSeconds", "errorSeconds"]);
        Math.Abs(answer.Json.GetProperty("clock").GetProperty("offsetSeconds").GetDouble()).ShouldBeLessThan(5);
        ProbeAnswer.NamesOf(answer.Json.GetProperty("device")).ShouldBe(["manufacturer", "model", "firmwareVersion", "serialNumber"]);
        answer.Json.GetProperty("device").GetProperty("manufacturer").GetString().ShouldBe("CameraHealth");
        answer.Json.GetProperty("services").GetArrayLength().ShouldBeGreaterThan(0);
        var profile = answer.Json.GetProperty("profiles")[0];
        ProbeAnswer.NamesOf(profile).ShouldBe(["name", "codec", "width", "height", "frameRate", "bitRate", "streamUri"]);
        (profile.GetProperty("codec").GetString(), profile.GetProperty("width").GetInt32(), profile.GetProperty("streamUri").GetString())
            .ShouldBe(("H264", 640, camera.StreamAddress().ToString()));
        StreamOf(answer, 0).ShouldBe(("streaming", "H264", 640));
        (answer.Run.Output + answer.Run.Errors).ShouldNotContain(TestFleet.Password);
    }

    [Fact]
    public async Task Recorder_by_host_and_port_tells_a_stream_of_each_channel()
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Recorder(channels: 2));
        var recorder = fleet["NVR-1"];
        var answer = await ProbeAnswer.PatientlyAsync(() => ProbeAnswer.OfDeviceAsync($"{recorder.Address}:{recorder.OnvifPort}", WithLogin, Password(recorder)));

        answer.Run.ExitCode.ShouldBe(0, answer.Run.Output + answer.Run.Errors);
        answer.Text("target").ShouldBe(recorder.OnvifAddress!.ToString());
        answer.Outcome.ShouldBe("streaming");
        answer.Json.GetProperty("recordings").ValueKind.ShouldBe(JsonValueKind.Array);
        answer.Json.GetProperty("streams").GetArrayLength().ShouldBe(2);
        StreamOf(answer, 0).ShouldBe(("streaming", "H264", 640));
        StreamOf(answer, 1).ShouldBe(("streaming", "H265", 640));
        recorder.Counters.MaxConcurrentRtspSessions.ShouldBe(1);
    }

    [Theory]
    [InlineData(AuthenticationMode.Digest)]
    [InlineData(AuthenticationMode.DigestNoQop)]
    [InlineData(AuthenticationMode.UsernameToken)]
    public async Task Wrong_password_is_tried_once_and_then_neither_over_onvif_nor_over_rtsp(AuthenticationMode authentication)
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera() with { Authentication = authentication });
        var camera = fleet["CAM-1"];
        var answer = await ProbeAnswer.PatientlyAsync(async () =>
        {
            await camera.ResetAsync();
            await camera.SetFaultAsync(DeviceFault.WrongPassword);
            return await ProbeAnswer.OfDeviceAsync(camera.OnvifAddress!.ToString(), WithLogin, Password(camera));
        });

        answer.Run.ExitCode.ShouldBe(1);
        (answer.Outcome, answer.Reason).ShouldBe(("responding", "credentials_refused"));
        (camera.Counters.CredentialedAttempts, camera.Counters.Refusals).ShouldBe((1, 1));
        answer.Json.GetProperty("clock").ValueKind.ShouldBe(JsonValueKind.Object);
        answer.Json.GetProperty("device").ValueKind.ShouldBe(JsonValueKind.Null);
        (answer.Run.Output + answer.Run.Errors).ShouldNotContain(TestFleet.Password);
    }

    [Fact]
    public async Task Device_that_is_off_is_unreachable_and_one_without_frames_stops_at_authenticated()
    {
        await using var fleet = await TestFleet.StartAsync(
            TestFleet.Camera("OFF") with { Fault = DeviceFault.None }, TestFleet.Camera("MUTE") with { Fault = DeviceFault.NoMedia });
        var off = fleet["OFF"];
        var (address, port) = (off.Address, off.OnvifPort);
        await fleet.SetFaultAsync("OFF", DeviceFault.Offline);

        var gone = await ProbeAnswer.OfDeviceAsync($"{address}:{port}", []);
        gone.Run.ExitCode.ShouldBe(1);
        (gone.Outcome, gone.Reason).ShouldBe(("unreachable", "connect_refused"));
        gone.NullFields.ShouldBe(["clock", "device"]);

        var mute = await ProbeAnswer.PatientlyAsync(() => ProbeAnswer.OfDeviceAsync(fleet["MUTE"].OnvifAddress!.ToString(), WithLogin, Password(fleet["MUTE"])));
        mute.Run.ExitCode.ShouldBe(1);
        mute.Outcome.ShouldBe("authenticated");
        mute.Json.GetProperty("streams")[0].GetProperty("outcome").GetString().ShouldBe("no_media");
    }

    private static KeyValuePair<string, string> Password(SimulatedDevice device) => new("SECRET", device.Scenario.Password);

    private static (string? Outcome, string? Codec, int Width) StreamOf(ProbeAnswer answer, int index)
    {
        var stream = answer.Json.GetProperty("streams")[index];
        return (stream.GetProperty("outcome").GetString(), stream.GetProperty("codec").GetString(), stream.GetProperty("width").GetInt32());
    }
}
