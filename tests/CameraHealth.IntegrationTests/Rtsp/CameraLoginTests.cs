using CameraHealth.Authentication;
using CameraHealth.Rtsp;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Rtsp;

public class CameraLoginTests
{
    private readonly RecordingGate _gate = new();

    [Fact]
    public async Task A_stale_nonce_is_answered_once_more_and_is_no_refusal()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.AnswerAsync();
            await talk.AnswerAsync("401 Unauthorized", Challenge("n1"));
            await talk.AnswerAsync("401 Unauthorized", Challenge("n2", ", stale=true"));
            await talk.AnswerAsync(body: FakeCameraTalk.Description);
        });

        (await DescribeAsync(camera)).Outcome.ShouldBe(StreamOutcome.Described);
        _gate.Told.ShouldBe([LoginOutcome.Accepted]);
        _gate.Reserved.ShouldBe(1);
    }

    [Fact]
    public async Task A_nonce_that_is_always_stale_ends_as_a_refusal()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.AnswerAsync();
            for (var i = 0; i < 9; i++)
                await talk.AnswerAsync("401 Unauthorized", Challenge($"n{i}", ", stale=true"));
        });

        (await DescribeAsync(camera)).Failure!.Reason.ShouldBe(StreamFailureReason.CredentialsRefused);
        _gate.Told.ShouldBe([LoginOutcome.Refused]);
        camera.Requests.Count(r => r.Contains("Authorization:")).ShouldBe(2);
    }

    [Fact]
    public async Task A_new_nonce_for_each_method_is_answered_after_the_credential_was_accepted()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.AnswerAsync();
            await talk.AnswerAsync("401 Unauthorized", Challenge("n1"));
            await talk.AnswerAsync(body: FakeCameraTalk.Description);
            await talk.AnswerAsync("401 Unauthorized", Challenge("n2"));
            await talk.AnswerAsync(headers: "Session: 1\r\nTransport: RTP/AVP/TCP;interleaved=0-1\r\n");
            await talk.AnswerRestAsync();
        });

        var report = await ProbeAsync(camera);

        report.Failure!.Reason.ShouldBe(StreamFailureReason.NoFrames);
        _gate.Told.ShouldBe([LoginOutcome.Accepted]);
    }

    [Fact]
    public async Task A_device_that_accepted_and_then_asks_without_end_is_not_a_wrong_password()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.AnswerAsync();
            await talk.AnswerAsync("401 Unauthorized", Challenge("n1"));
            await talk.AnswerAsync(body: FakeCameraTalk.Description);
            for (var i = 2; i < 9; i++)
                await talk.AnswerAsync("401 Unauthorized", Challenge($"n{i}"));
        });

        (await ProbeAsync(camera)).Failure!.Reason.ShouldBe(StreamFailureReason.LoginWithdrawn);
        _gate.Told.ShouldBe([LoginOutcome.Accepted]);
        camera.Requests.Count(r => r.StartsWith("SETUP", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task A_device_that_goes_silent_after_the_credential_was_sent_leaves_the_attempt_unanswered()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.AnswerAsync();
            await talk.AnswerAsync("401 Unauthorized", Challenge("n1"));
            await talk.ReadAsync();
        });

        (await DescribeAsync(camera)).Failure!.Reason.ShouldBe(StreamFailureReason.ConnectionClosed);
        _gate.Told.ShouldBe([LoginOutcome.NotAnswered]);
    }

    [Fact]
    public async Task Verint_offers_Basic_only_and_gets_no_credential()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.AnswerAsync();
            await talk.AnswerAsync("401 Unauthorized", "WWW-Authenticate: Basic realm=\"r\"\r\n");
        });

        (await DescribeAsync(camera)).Failure!.Reason.ShouldBe(StreamFailureReason.LoginSchemeUnsupported);
        _gate.Reserved.ShouldBe(0);
        camera.Requests.ShouldAllBe(r => !r.Contains("Authorization:"));
    }

    [Fact]
    public async Task Basic_is_answered_where_the_device_is_allowed_it_and_the_report_says_so()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.AnswerAsync();
            await talk.AnswerAsync("401 Unauthorized", "WWW-Authenticate: Basic realm=\"r\"\r\n");
            await talk.AnswerAsync(body: FakeCameraTalk.Description);
        });

        var report = await new RtspProbe(TimeProvider.System).DescribeAsync(Request(camera) with { AllowBasic = true }, TestContext.Current.CancellationToken);

        (report.Outcome, report.LoginScheme).ShouldBe((StreamOutcome.Described, "basic"));
        _gate.Told.ShouldBe([LoginOutcome.Accepted]);
        camera.Requests[^1].ShouldContain("Authorization: Basic dXNlcjpzZWNyZXQ=\r\n");
    }

    [Fact]
    public async Task Where_Basic_is_allowed_Digest_is_taken_all_the_same_when_it_is_offered()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.AnswerAsync();
            await talk.AnswerAsync("401 Unauthorized", Challenge("n1"));
            await talk.AnswerAsync(body: FakeCameraTalk.Description);
        });

        var report = await new RtspProbe(TimeProvider.System).DescribeAsync(Request(camera) with { AllowBasic = true }, TestContext.Current.CancellationToken);

        report.LoginScheme.ShouldBe("digest_md5");
        camera.Requests.ShouldAllBe(r => !r.Contains("Authorization: Basic"));
    }

    [Theory]
    [InlineData("basic", "Basic realm=\"r\"", "digest_md5")]
    [InlineData("basic", "Basic realm=\"r\"", "digest_sha256")]
    [InlineData("digest_md5", "Digest realm=\"r\", nonce=\"n\", qop=\"auth\"", "digest_sha256")]
    public async Task A_weaker_login_than_was_accepted_before_is_a_finding_and_nothing_is_sent(string offered, string challenge, string accepted)
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.AnswerAsync();
            await talk.AnswerAsync("401 Unauthorized", $"WWW-Authenticate: {challenge}\r\n");
            await talk.AnswerRestAsync();
        });

        var report = await new RtspProbe(TimeProvider.System).DescribeAsync(
            Request(camera) with { AllowBasic = true, AcceptedLoginScheme = accepted }, TestContext.Current.CancellationToken);

        (report.Failure!.Reason, report.WeakerLoginScheme, report.LoginScheme).ShouldBe((StreamFailureReason.LoginSchemeWeaker, offered, null));
        _gate.Reserved.ShouldBe(0);
        camera.Requests.ShouldAllBe(r => !r.Contains("Authorization:"));
    }

    [Fact]
    public async Task A_login_that_grows_weaker_in_mid_session_is_not_gone_along_with()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.AnswerAsync();
            await talk.AnswerAsync("401 Unauthorized", "WWW-Authenticate: Digest realm=\"r\", nonce=\"n1\", algorithm=SHA-256\r\n");
            await talk.AnswerAsync(body: FakeCameraTalk.Description);
            await talk.AnswerAsync("401 Unauthorized", "WWW-Authenticate: Digest realm=\"r\", nonce=\"n2\"\r\n");
            await talk.AnswerRestAsync();
        });

        var report = await ProbeAsync(camera);

        (report.Failure!.Reason, report.WeakerLoginScheme).ShouldBe((StreamFailureReason.LoginSchemeWeaker, "digest_md5"));
        camera.Requests.ShouldAllBe(r => !r.Contains("nonce=\"n2\""));
    }

    [Fact]
    public async Task A_refused_Basic_login_is_sent_once()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.AnswerAsync();
            await talk.AnswerAsync("401 Unauthorized", "WWW-Authenticate: Basic realm=\"r\"\r\n");
            await talk.AnswerAsync("401 Unauthorized", "WWW-Authenticate: Basic realm=\"r\"\r\n");
            await talk.ReadAsync();
        });

        var report = await new RtspProbe(TimeProvider.System).DescribeAsync(Request(camera) with { AllowBasic = true }, TestContext.Current.CancellationToken);

        report.Failure!.Reason.ShouldBe(StreamFailureReason.CredentialsRefused);
        _gate.Told.ShouldBe([LoginOutcome.Refused]);
    }

    [Theory]
    [InlineData("two headers", "WWW-Authenticate: Digest realm=\"r\", nonce=\"a\"\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"b\", algorithm=SHA-256\r\n")]
    [InlineData("two challenges in one header", "WWW-Authenticate: Digest realm=\"r\", nonce=\"a\", algorithm=MD5, Digest realm=\"r\", nonce=\"b\", algorithm=SHA-256\r\n")]
    [InlineData("Hikvision OEM V5.8.5: SHA-256 alone", "WWW-Authenticate: Digest realm=\"r\", nonce=\"b\", algorithm=\"SHA-256\"\r\n")]
    public async Task The_strongest_challenge_is_answered(string what, string challenges)
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.AnswerAsync();
            await talk.AnswerAsync("401 Unauthorized", challenges);
            await talk.AnswerAsync(body: FakeCameraTalk.Description);
        });

        var report = await DescribeAsync(camera);

        report.LoginScheme.ShouldBe("digest_sha256", what);
        camera.Requests[^1].ShouldContain("nonce=\"b\"");
        // RFC 7616: SHA-256 of user:realm:password, then of the request.
        static string Hash(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
        camera.Requests[^1].ShouldContain($"response=\"{Hash($"{Hash("user:r:secret")}:b:{Hash($"DESCRIBE:{camera.Target}")}")}\"");
    }

    [Fact]
    public async Task Without_an_account_the_missing_account_is_the_reason()
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.AnswerAsync();
            await talk.AnswerAsync("401 Unauthorized", Challenge("n1"));
        });

        var report = await new RtspProbe(TimeProvider.System).DescribeAsync(
            new RtspProbeRequest { Target = camera.Target }, TestContext.Current.CancellationToken);

        (report.Outcome, report.Failure!.Reason).ShouldBe((StreamOutcome.Unauthenticated, StreamFailureReason.CredentialsMissing));
    }

    private static string Challenge(string nonce, string more = "") =>
        $"WWW-Authenticate: Basic realm=\"r\"\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"{nonce}\", qop=\"auth\"{more}\r\n";

    private Task<StreamReport> DescribeAsync(FakeCamera camera) =>
        new RtspProbe(TimeProvider.System).DescribeAsync(Request(camera), TestContext.Current.CancellationToken);

    private Task<StreamReport> ProbeAsync(FakeCamera camera) =>
        new RtspProbe(TimeProvider.System).ProbeAsync(Request(camera), TestContext.Current.CancellationToken);

    private RtspProbeRequest Request(FakeCamera camera) => new()
    {
        Target = camera.Target,
        Credential = new DeviceCredential("user", "secret"),
        Gate = _gate,
        Receive = TimeSpan.FromSeconds(0.3),
        ReplyTimeout = TimeSpan.FromSeconds(1),
    };
}
