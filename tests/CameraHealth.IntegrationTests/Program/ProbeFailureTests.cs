using System.Net;
using System.Net.Sockets;
using CameraHealth.IntegrationTests.Rtsp;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Program;

public sealed class ProbeFailureTests
{
    private const string Challenge = "WWW-Authenticate: Digest realm=\"camera\", nonce=\"0123456789abcdef\"\r\n";

    private static readonly string[] WithLogin = ["--user", "admin", "--password-env", "SECRET"];
    private static readonly KeyValuePair<string, string> Secret = new("SECRET", "not-the-password");

    [Fact]
    public async Task Wrong_password_is_sent_exactly_once()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            while (await talk.ReadAsync() is { Length: > 0 } request)
            {
                await (request.StartsWith("OPTIONS", StringComparison.Ordinal) ? talk.ReplyAsync("200 OK") : talk.ReplyAsync("401 Unauthorized", Challenge));
            }
        });
        var answer = await ProbeAnswer.OfStreamAsync(camera.Target, WithLogin, Secret);
        answer.Run.ExitCode.ShouldBe(1);
        (answer.Outcome, answer.Reason).ShouldBe(("unauthenticated", "credentials_refused"));
        camera.Requests.Count(request => request.Contains("\r\nAuthorization:", StringComparison.OrdinalIgnoreCase)).ShouldBe(1);
        camera.Requests.ShouldAllBe(request => !request.Contains(Secret.Value));
        answer.Run.Errors.ShouldContain("chỉ thử đăng nhập một lần");
    }

    [Fact]
    public async Task Closed_port_is_refused()
    {
        var answer = await ProbeAnswer.OfStreamAsync(new Uri($"rtsp://127.0.0.1:{ClosedPort()}/live"), []);
        answer.Run.ExitCode.ShouldBe(1);
        answer.Outcome.ShouldBe("refused");
        answer.Reason.ShouldNotBeNull();
    }

    [Fact]
    public async Task Server_that_accepts_and_says_nothing_is_a_timeout_within_the_deadline()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var answer = await ProbeAnswer.OfStreamAsync(new Uri($"rtsp://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/live"), ["--seconds", "1"]);
        answer.Run.ExitCode.ShouldBe(1);
        answer.Outcome.ShouldBe("timeout");

        // 15 s for the dialogue and what was asked of media.
        answer.Number("durationSeconds").ShouldBeInRange(1, LoadedMachine.Allow(TimeSpan.FromSeconds(17)).TotalSeconds);
    }

    [Fact]
    public async Task Camera_that_plays_and_sends_nothing_is_not_streaming()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.BeginAsync();
            await talk.ReplyAsync("200 OK");
            await talk.AnswerRestAsync();
        });
        var answer = await ProbeAnswer.OfStreamAsync(camera.Target, ["--seconds", "1"]);
        answer.Run.ExitCode.ShouldBe(1);
        answer.Outcome.ShouldBe("no_media");
        new[] { "frameRate", "bitRate", "width", "keyframeIntervalSeconds" }.ShouldAllBe(field => answer.NullFields.Contains(field));
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
