using CameraHealth.IntegrationTests.Rtsp;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Program;

[Collection(GStreamerGroup.Name)]
public sealed class ProbeStreamTests(GStreamerServer server)
{
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Twenty_seconds_of_h264_and_h265_with_and_without_digest_are_what_ffprobe_says()
    {
        await Task.WhenAll(
            CompareAsync(server.Open("/h264"), "H264", "h264"),
            CompareAsync(server.Open("/h265"), "H265", "hevc"),
            CompareAsync(server.BehindDigest("/h264"), "H264", "h264"),
            CompareAsync(server.BehindDigest("/h265"), "H265", "hevc"));
    }

    [Fact]
    public async Task Wrong_password_is_unauthenticated_and_is_not_printed()
    {
        var answer = await ProbeAnswer.OfStreamAsync(
            server.BehindDigest("/h264"), ["--user", "viewer", "--password-env", "SECRET"], new KeyValuePair<string, string>("SECRET", "not-the-password"));
        answer.Run.ExitCode.ShouldBe(1);
        (answer.Outcome, answer.Reason).ShouldBe(("unauthenticated", "credentials_refused"));
        (answer.Run.Output + answer.Run.Errors).ShouldNotContain("not-the-password");
    }

    [Fact]
    public async Task Unknown_path_is_not_found_and_nothing_of_it_was_measured()
    {
        var answer = await ProbeAnswer.OfStreamAsync(server.Open("/nothing"), []);
        answer.Run.ExitCode.ShouldBe(1);
        answer.Outcome.ShouldBe("not_found");
        ProbeAnswer.NamesOf(answer.Json).Except(answer.NullFields, StringComparer.Ordinal).ShouldBe(["target", "outcome", "failure", "transport", "durationSeconds"]);
    }

    private static async Task CompareAsync(Uri target, string codec, string ffprobeCodec)
    {
        var second = FrameProbe.RunAsync(new UriBuilder(target) { UserName = "viewer", Password = "right" }.Uri, Span, TestContext.Current.CancellationToken);
        var answer = await ProbeAnswer.PatientlyAsync(() => ProbeAnswer.OfStreamAsync(
            target, ["--seconds", "20", "--user", "viewer", "--password-env", "SECRET"], new KeyValuePair<string, string>("SECRET", "right")));
        var opinion = await second;

        answer.Run.ExitCode.ShouldBe(0, answer.Run.Output + answer.Run.Errors);
        answer.NullFields.Except(["failure", "frameRateDeclared"], StringComparer.Ordinal).ShouldBeEmpty();
        answer.Outcome.ShouldBe("streaming");
        answer.Text("codec").ShouldBe(codec);
        opinion.Codec.ShouldBe(ffprobeCodec);
        (answer.Number("width"), answer.Number("height")).ShouldBe((opinion.Width, opinion.Height));
        answer.Number("durationSeconds").ShouldBeInRange(20, LoadedMachine.Allow(TimeSpan.FromSeconds(30)).TotalSeconds);
        var frameRate = opinion.FrameRateOverWholeGops();
        answer.Number("frameRate").ShouldBe(frameRate, Math.Max(0.02 * frameRate, 1 / Span.TotalSeconds));
        answer.Number("bitRate").ShouldBe(opinion.BitRateOverWholeGops(), 0.05 * opinion.BitRateOverWholeGops());
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{target.AbsolutePath}: {answer.Number("frameRate")} and {frameRate:F3} frames/s, {answer.Number("bitRate")} and {opinion.BitRateOverWholeGops():F0} bit/s");
    }
}
