using System.Diagnostics;
using CameraHealth.Rtsp;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Rtsp;

/// <summary>The keyframe that a probe hands over, given to a real decoder.</summary>
[Collection(GStreamerGroup.Name)]
public class KeyframeTests(GStreamerServer server)
{
    [Theory]
    [InlineData("/h264", RtspTransport.Tcp, "h264")]
    [InlineData("/b-frames", RtspTransport.Tcp, "h264")]
    [InlineData("/h265", RtspTransport.Udp, "hevc")]
    [InlineData("/mjpeg", RtspTransport.Tcp, "mjpeg")]
    [InlineData("/mjpeg", RtspTransport.Udp, "mjpeg")]
    public async Task A_decoder_makes_one_whole_picture_of_it_without_a_complaint(string path, RtspTransport transport, string decoder)
    {
        var report = await new RtspProbe(TimeProvider.System).ProbeAsync(
            new RtspProbeRequest { Target = server.Open(path), Transport = transport, CaptureKeyframe = true, Receive = TimeSpan.FromSeconds(20), EnoughAfter = TimeSpan.FromSeconds(0.5) },
            TestContext.Current.CancellationToken);

        report.EndedEarly.ShouldBeTrue(report.ToString());
        var keyframe = report.Keyframe.ShouldNotBeNull(report.ToString());
        var (pixels, complaints) = await DecodeAsync(keyframe.Bytes, decoder);
        complaints.ShouldBeEmpty();
        pixels.ShouldBe(640 * 360);
    }

    [Fact]
    public async Task Nothing_is_kept_unless_it_is_asked_for()
    {
        var report = await new RtspProbe(TimeProvider.System).ProbeAsync(
            new RtspProbeRequest { Target = server.Open("/h264"), Receive = TimeSpan.FromSeconds(1) }, TestContext.Current.CancellationToken);

        report.Keyframe.ShouldBeNull();
    }

    private static async Task<(int Pixels, string Complaints)> DecodeAsync(ReadOnlyMemory<byte> bytes, string decoder)
    {
        var format = decoder == "mjpeg" ? "mjpeg" : decoder;
        using var process = Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "warning", "-f", format, "-i", "pipe:0", "-f", "rawvideo", "-pix_fmt", "gray", "pipe:1"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var complaints = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        using var pixels = new MemoryStream();
        var reading = process.StandardOutput.BaseStream.CopyToAsync(pixels, TestContext.Current.CancellationToken);
        await process.StandardInput.BaseStream.WriteAsync(bytes, TestContext.Current.CancellationToken);
        process.StandardInput.Close();
        await reading;
        // Two remarks of ffmpeg's own are no complaint about the picture.
        var lines = (await complaints).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.Contains("Stream #0: not enough frames to estimate rate") && !line.Contains("deprecated pixel format"));
        return ((int)pixels.Length, string.Join('\n', lines));
    }
}
