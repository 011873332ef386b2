using System.Globalization;
using System.Text.Json;
using CameraHealth.Simulator.Scenarios;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Simulator;

/// <summary>The npm package "onvif", which knows nothing of the simulator, reads its devices.</summary>
public sealed class OnvifOracleTests(OnvifOracleFixture oracle) : IClassFixture<OnvifOracleFixture>
{
    [Theory]
    [InlineData(AuthenticationMode.Digest)]
    [InlineData(AuthenticationMode.DigestNoQop)]
    [InlineData(AuthenticationMode.UsernameToken)]
    [InlineData(AuthenticationMode.None)]
    public async Task Npm_onvif_reads_time_device_information_and_stream_address(AuthenticationMode mode)
    {
        await using var fleet = await TestFleet.StartAsync(
            TestFleet.Camera() with { Authentication = mode, Manufacturer = "A & B", Model = "M-1", Firmware = "2.3.0", Serial = "S-9", StreamPath = "/cam?channel=1&subtype=0" });
        var device = fleet["CAM-1"];
        var read = await ReadAsync(device);
        read.GetProperty("manufacturer").GetString().ShouldBe("A & B");
        read.GetProperty("model").GetString().ShouldBe("M-1");
        read.GetProperty("firmwareVersion").GetString().ShouldBe("2.3.0");
        read.GetProperty("serialNumber").GetString().ShouldBe("S-9");
        read.GetProperty("uri").GetString().ShouldBe(device.StreamAddress().ToString());
        var time = DateTimeOffset.Parse(read.GetProperty("time").GetString()!, CultureInfo.InvariantCulture);
        (time - TimeProvider.System.GetUtcNow()).Duration().ShouldBeLessThan(TimeSpan.FromSeconds(5));
        device.Counters.Refusals.ShouldBe(0);
    }

    [Fact]
    public async Task Npm_onvif_follows_a_clock_that_is_an_hour_ahead()
    {
        await using var fleet = await TestFleet.StartAsync(
            TestFleet.Camera() with { Authentication = AuthenticationMode.UsernameToken, Fault = DeviceFault.WrongClock });
        var read = await ReadAsync(fleet["CAM-1"]);
        var time = DateTimeOffset.Parse(read.GetProperty("time").GetString()!, CultureInfo.InvariantCulture);
        (time - TimeProvider.System.GetUtcNow()).TotalMinutes.ShouldBe(60, tolerance: 0.2);
        fleet["CAM-1"].Counters.Refusals.ShouldBe(0);
    }

    [Fact]
    public async Task Offline_channel_vanishes_from_the_profiles_and_video_sources_that_npm_onvif_reads()
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Recorder(channels: 3));
        var recorder = fleet["NVR-1"];
        (await ReadAsync(recorder)).GetProperty("videoSources").GetInt32().ShouldBe(3);
        recorder.SetChannelFault(1, DeviceFault.ChannelOffline);
        var read = await ReadAsync(recorder);
        read.GetProperty("profiles").GetInt32().ShouldBe(2);
        read.GetProperty("videoSources").GetInt32().ShouldBe(2);
        read.GetProperty("uri").GetString().ShouldBe(recorder.StreamAddress(2).ToString());
    }

    private async Task<JsonElement> ReadAsync(CameraHealth.Simulator.SimulatedDevice device)
    {
        var result = await oracle.ReadAsync(device);
        result.ExitCode.ShouldBe(0, result.Errors);
        return JsonDocument.Parse(result.Output).RootElement;
    }
}
