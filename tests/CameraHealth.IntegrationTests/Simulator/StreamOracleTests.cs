using System.Text.Json;
using CameraHealth.Simulator;
using CameraHealth.Simulator.Scenarios;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Simulator;

/// <summary>ffprobe and ffmpeg, which know nothing of the simulator, read its streams.</summary>
public sealed class StreamOracleTests
{
    [Theory]
    [InlineData(VideoCodec.H264, "640x360", false)]
    [InlineData(VideoCodec.H264, "1280x720", true)]
    [InlineData(VideoCodec.H265, "640x360", false)]
    public async Task Ffprobe_reads_codec_size_and_frame_rate_after_digest(VideoCodec codec, string resolution, bool qop)
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera() with { Codec = codec, Resolution = resolution, RtspQop = qop });
        var device = fleet["CAM-1"];
        var probe = await ExternalTool.RunAsync(
            "ffprobe",
            "ffmpeg",
            ["-v", "error", "-rtsp_transport", "tcp", "-show_streams", "-of", "json", TestFleet.LoginAddress(device)],
            environment: null);
        probe.ExitCode.ShouldBe(0, probe.Errors);
        var stream = JsonDocument.Parse(probe.Output).RootElement.GetProperty("streams")[0];
        stream.GetProperty("codec_name").GetString().ShouldBe(codec == VideoCodec.H264 ? "h264" : "hevc");
        $"{stream.GetProperty("width")}x{stream.GetProperty("height")}".ShouldBe(resolution);
        stream.GetProperty("avg_frame_rate").GetString().ShouldBe("15/1");
        device.Counters.Refusals.ShouldBe(0);
        device.Counters.Teardowns.ShouldBe(1);
    }

    [Theory]
    [InlineData(VideoCodec.H264)]
    [InlineData(VideoCodec.H265)]
    public async Task Ffmpeg_decodes_three_seconds_without_an_error(VideoCodec codec)
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera() with { Codec = codec });
        await ShouldDecodeAsync(fleet["CAM-1"], 1);
    }

    [Fact]
    public async Task Every_channel_of_a_recorder_decodes_at_the_same_time()
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Recorder(channels: 3));
        var recorder = fleet["NVR-1"];
        await Task.WhenAll(Enumerable.Range(1, 3).Select(channel => ShouldDecodeAsync(recorder, channel)));
        recorder.Counters.MaxConcurrentRtspSessions.ShouldBe(3);
        recorder.Counters.RtspSessionsOpen.ShouldBe(0);
    }

    // 3.2 s: past the end of the two-second loop, so that the seam is decoded too.
    private static async Task ShouldDecodeAsync(SimulatedDevice device, int channel)
    {
        var decode = await ExternalTool.RunAsync(
            "ffmpeg",
            "ffmpeg",
            ["-v", "error", "-xerror", "-rtsp_transport", "tcp", "-i", TestFleet.LoginAddress(device, channel), "-t", "3.2", "-f", "null", "-"],
            environment: null);
        decode.Errors.ShouldBeEmpty();
        decode.ExitCode.ShouldBe(0);
    }
}
