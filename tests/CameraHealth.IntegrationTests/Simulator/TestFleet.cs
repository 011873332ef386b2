using CameraHealth.Simulator;
using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.IntegrationTests.Simulator;

/// <summary>Small fleets on ports and addresses that no other test uses.</summary>
internal static class TestFleet
{
    internal const string Password = "p@ss:w/rd 1";

    internal static Task<SimulatedFleet> StartAsync(params DeviceScenario[] devices) => StartAsync(TimeProvider.System, devices);

    internal static Task<SimulatedFleet> StartAsync(TimeProvider timeProvider, params DeviceScenario[] devices)
    {
        var block = LoopbackBlock.ForTest();
        var placed = devices.Select((device, i) => device with { Address = block[i] }).ToArray();
        return SimulatedFleet.StartAsync(new Scenario(placed), timeProvider, Xunit.TestContext.Current.CancellationToken);
    }

    internal static DeviceScenario Camera(string code = "CAM-1") => new()
    {
        Code = code, Address = System.Net.IPAddress.Loopback, OnvifPort = 0, RtspPort = 0, Password = Password,
    };

    internal static DeviceScenario Recorder(int channels) => Camera("NVR-1") with
    {
        Kind = DeviceKind.Recorder,
        Channels = [.. Enumerable.Range(1, channels).Select(number => new ChannelScenario { Number = number, Codec = number == 2 ? VideoCodec.H265 : VideoCodec.H264 })],
    };

    /// <summary>A stream's address with credentials in it, as ffmpeg wants them.</summary>
    internal static string LoginAddress(SimulatedDevice device, int channel = 1)
    {
        var address = device.StreamAddress(channel).ToString();
        return $"rtsp://{Uri.EscapeDataString(device.Scenario.User)}:{Uri.EscapeDataString(device.Scenario.Password)}@{address["rtsp://".Length..]}";
    }
}
