using CameraHealth.IntegrationTests.Rtsp;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Policies;
using CameraHealth.Storage.Uptime;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Monitoring.Probing;

/// <summary>Certificates and logins through the worker's probes, the register and Postgres, against real and played cameras.</summary>
[Collection(GStreamerGroup.Name)]
public sealed class TrustTests(GStreamerServer server, PostgresFixture postgres)
{
    private const string Basic = "WWW-Authenticate: Basic realm=\"r\"\r\n";
    private const string Digest = "WWW-Authenticate: Digest realm=\"r\", nonce=\"n1\", qop=\"auth\"\r\n";

    [Fact]
    public async Task Changed_certificate_is_a_finding_of_its_own_and_no_downtime_until_a_person_accepts_it()
    {
        await using var other = new GStreamerServer();
        await other.InitializeAsync();
        await using var camera = await RegisteredCamera.StartAsync(postgres);
        await camera.RegisterAsync(server.TlsPort, "rtsps:/h264");

        (await camera.ProbeAsync(camera.Stream)).ShouldBe("Streaming=Good");
        var first = (await camera.Trust.FindAsync(RegisteredCamera.Code, CancellationToken.None)).ShouldNotBeNull();
        (first.IsContested, first.CertificateSha256!.Length).ShouldBe((false, 64));
        first.CertificateValidUntil!.Value.ShouldBeGreaterThan(TimeProvider.System.GetUtcNow());

        await camera.RegisterAsync(other.TlsPort, "rtsps:/h264");
        (await camera.ProbeAsync(camera.Stream)).ShouldBe("Streaming=Refused:CertificateChanged");
        (await camera.ProbeAsync(camera.Health)).ShouldBe("Reachable=Good Authenticated=Refused:CertificateChanged");
        Judge(await camera.LoadAsync(), new RungFinding(Rung.Streaming, Finding.Refused, Reason.CertificateChanged)).ShouldBe((Status.Unknown, Reason.CertificateChanged));
        var contested = (await camera.Trust.FindAsync(RegisteredCamera.Code, CancellationToken.None))!;
        (contested.CertificateSha256, contested.OtherCertificateSha256?.Length).ShouldBe((first.CertificateSha256, 64));

        (await camera.Trust.AcceptAsync(RegisteredCamera.Code, "Nguyễn Văn A", "new certificate after the repair", CancellationToken.None)).ShouldBeTrue();
        (await camera.ProbeAsync(camera.Stream)).ShouldBe("Streaming=Good");
        (await camera.Trust.FindAsync(RegisteredCamera.Code, CancellationToken.None))!.CertificateSha256.ShouldBe(contested.OtherCertificateSha256);
        (await camera.Database.ScalarAsync<string>("select concat_ws('|', subject, code, person, reason, before ->> 'certificate_sha256', after ->> 'certificate_sha256') from audit_log"))
            .ShouldBe($"trust|CAM-1|Nguyễn Văn A|new certificate after the repair|{first.CertificateSha256}|{contested.OtherCertificateSha256}");
        (await camera.Trust.AcceptAsync(RegisteredCamera.Code, "A", "again", CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Device_that_shows_its_own_certificate_again_waits_for_nobody()
    {
        await using var other = new GStreamerServer();
        await other.InitializeAsync();
        await using var camera = await RegisteredCamera.StartAsync(postgres);
        foreach (var (port, findings, isContested) in new[]
        {
            (server.TlsPort, "Streaming=Good", false), (other.TlsPort, "Streaming=Refused:CertificateChanged", true), (server.TlsPort, "Streaming=Good", false),
        })
        {
            await camera.RegisterAsync(port, "rtsps:/h264");
            (await camera.ProbeAsync(camera.Stream)).ShouldBe(findings);
            (await camera.Trust.FindAsync(RegisteredCamera.Code, CancellationToken.None))!.IsContested.ShouldBe(isContested);
        }
    }

    [Fact]
    public async Task Basic_is_answered_only_after_the_policy_allows_it()
    {
        await using var played = new FakeCamera([.. Enumerable.Repeat(Describe(Basic), 2)]);
        await using var camera = await RegisteredCamera.StartAsync(postgres);
        await camera.RegisterAsync(played.EndPoint.Port, "/live", "viewer:right");

        (await camera.ProbeAsync(camera.Health)).ShouldBe("Reachable=Good Authenticated=Refused:LoginSchemeUnsupported");
        (await new PolicyStore(camera.Database.App).ChangeAsync("default", policy => policy with { AllowBasic = true }, "A", "old encoders", CancellationToken.None)).ShouldBeEmpty();
        (await camera.ProbeAsync(camera.Health)).ShouldBe("Reachable=Good Authenticated=Good");
        (await camera.Trust.FindAsync(RegisteredCamera.Code, CancellationToken.None))!.LoginScheme.ShouldBe("basic");
    }

    [Fact]
    public async Task Weaker_login_than_before_is_a_finding_and_never_used_until_a_person_accepts_it()
    {
        await using var played = new FakeCamera(Describe(Digest), Describe(Basic), Describe(Basic));
        await using var camera = await RegisteredCamera.StartAsync(postgres);
        await camera.RegisterAsync(played.EndPoint.Port, "/live", "viewer:right");
        await new PolicyStore(camera.Database.App).ChangeAsync("default", policy => policy with { AllowBasic = true }, "A", "old encoders", CancellationToken.None);

        (await camera.ProbeAsync(camera.Health)).ShouldBe("Reachable=Good Authenticated=Good");
        (await camera.ProbeAsync(camera.Health)).ShouldBe("Reachable=Good Authenticated=Refused:LoginSchemeWeaker");
        played.Requests.ShouldAllBe(request => !request.Contains("Authorization: Basic"));
        (await camera.Trust.FindAsync(RegisteredCamera.Code, CancellationToken.None))!.WeakerLoginScheme.ShouldBe("basic");

        (await camera.Trust.AcceptAsync(RegisteredCamera.Code, "A", "firmware without Digest", CancellationToken.None)).ShouldBeTrue();
        (await camera.ProbeAsync(camera.Health)).ShouldBe("Reachable=Good Authenticated=Good");
    }

    [Fact]
    public async Task Code_that_the_register_does_not_know_is_told()
    {
        await using var camera = await RegisteredCamera.StartAsync(postgres);
        await Should.ThrowAsync<UnknownCodeException>(() => camera.Trust.AcceptAsync("NONE", "A", "why", CancellationToken.None));
        await Should.ThrowAsync<UnknownCodeException>(() => new PolicyStore(camera.Database.App).ChangeAsync("none", policy => policy, "A", "why", CancellationToken.None));
    }

    private static Func<FakeCameraTalk, Task> Describe(string challenge) => async talk =>
    {
        await talk.AnswerAsync();
        await talk.AnswerAsync("401 Unauthorized", challenge);
        if ((await talk.ReadAsync()).Length > 0)
        {
            await talk.ReplyAsync("200 OK", body: FakeCameraTalk.Description);
        }
    };

    // A device that was healthy, then found like this.
    private static (Status Status, Reason Reason) Judge(CameraHealth.Monitoring.Fleet.PollTarget target, RungFinding found)
    {
        var at = new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);
        var state = DeviceState.NeverObserved(target.Device.Id, target.Device.ApplicableRungs, at);
        foreach (var (kind, findings) in new[]
        {
            (PollKind.Health, new[] { RungFinding.Good(Rung.Reachable), RungFinding.Good(Rung.Authenticated) }), (PollKind.Stream, [RungFinding.Good(Rung.Streaming)]), (PollKind.Stream, [found]),
        })
        {
            at += TimeSpan.FromSeconds(10);
            state = Assessor.Assess(state, new Observation
            {
                DeviceId = target.Device.Id,
                Kind = kind,
                DueAt = at,
                At = at,
                NextDueAt = at.AddMinutes(5),
                VouchedUntil = at.AddMinutes(6),
                Duration = TimeSpan.Zero,
                Findings = findings,
            }, target.Policy).State;
        }

        return (state.Status, state.Reason);
    }
}
