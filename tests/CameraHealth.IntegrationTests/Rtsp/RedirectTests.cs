using CameraHealth.Rtsp;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Rtsp;

public class RedirectTests
{
    [Theory]
    [InlineData("rtsp://{0}/other")]
    [InlineData("/other")]
    public async Task A_redirect_on_the_same_host_is_followed(string location)
    {
        await using var camera = new FakeCamera(
            async talk =>
            {
                await talk.AnswerAsync();
                var at = (await talk.ReadAsync()).Split("rtsp://")[1].Split('/')[0];
                await talk.ReplyAsync("302 Moved Temporarily", $"Location: {string.Format(System.Globalization.CultureInfo.InvariantCulture, location, at)}\r\n");
                await talk.ReadAsync();
            },
            async talk =>
            {
                await talk.AnswerAsync();
                await talk.AnswerAsync(body: FakeCameraTalk.Description);
            });

        var report = await DescribeAsync(camera);

        report.Outcome.ShouldBe(StreamOutcome.Described, string.Join('\n', report.Trace));
        camera.Requests[^1].ShouldStartWith($"DESCRIBE rtsp://{camera.EndPoint}/other ");
    }

    [Theory]
    [InlineData("another host", "rtsp://127.0.0.2:{1}/live")]
    [InlineData("a name that is another host", "rtsp://elsewhere.example/live")]
    [InlineData("the web", "http://127.0.0.1/live")]
    [InlineData("itself", "rtsp://{0}/live")]
    [InlineData("nowhere", "")]
    [InlineData("no address", "://")]
    public async Task A_redirect_to_anywhere_else_is_told_and_not_followed(string what, string location)
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.AnswerAsync();
            var at = (await talk.ReadAsync()).Split("rtsp://")[1].Split('/')[0];
            await talk.ReplyAsync("301 Moved", $"Location: {string.Format(System.Globalization.CultureInfo.InvariantCulture, location, at, at.Split(':')[1])}\r\n");
        });

        var report = await DescribeAsync(camera);

        (report.Outcome, report.Failure!.Reason).ShouldBe((StreamOutcome.Unsupported, StreamFailureReason.Redirected), what);
        camera.Requests.Count.ShouldBe(2, what);
    }

    [Fact]
    public async Task Redirects_in_circles_come_to_an_end()
    {
        var hops = 0;
        async Task SendOn(FakeCameraTalk talk)
        {
            await talk.AnswerAsync();
            await talk.AnswerAsync("302 Moved", $"Location: /hop{++hops}\r\n");
            await talk.ReadAsync();
        }

        await using var camera = new FakeCamera([.. Enumerable.Repeat<Func<FakeCameraTalk, Task>>(SendOn, 10)]);

        (await DescribeAsync(camera)).Failure!.Reason.ShouldBe(StreamFailureReason.Redirected);
        hops.ShouldBe(4);
    }

    private static Task<StreamReport> DescribeAsync(FakeCamera camera) =>
        new RtspProbe(TimeProvider.System).DescribeAsync(new RtspProbeRequest { Target = camera.Target }, TestContext.Current.CancellationToken);
}
