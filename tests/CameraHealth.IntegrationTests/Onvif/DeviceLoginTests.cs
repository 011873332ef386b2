using CameraHealth.Authentication;
using CameraHealth.Onvif;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;
using static CameraHealth.IntegrationTests.Onvif.PlayedAccount;

namespace CameraHealth.IntegrationTests.Onvif;

public class DeviceLoginTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Digest_with_and_without_qop_is_answered_and_its_nonce_reused(bool qop)
    {
        var parameters = "realm=\"cam\", nonce=\"n1\", opaque=\"\"" + (qop ? ", qop=\"auth\"" : "");
        var gate = new CountingGate();
        await using var device = new PlayedDevice(r => DigestFits(r, "n1", qop) ? PlayedReply.Answer(r) : PlayedReply.Challenge(parameters));
        using var client = Client(device, gate);

        (await client.GetDeviceInformationAsync(Ct)).Manufacturer.ShouldBe("Maker");
        await client.GetDeviceInformationAsync(Ct);

        client.AuthenticationMethod.ShouldBe(AuthenticationMethod.HttpDigest);
        device.Requests.Select(r => r.HasCredential).ShouldBe([false, true, true]);
        device.Requests.Skip(1).Select(r => r.DigestParameter("nc")).ShouldBe(qop ? ["00000001", "00000002"] : ["", ""]);
        gate.Outcomes.ShouldBe([LoginOutcome.Accepted, LoginOutcome.Accepted]);
    }

    [Fact]
    public async Task Stale_nonce_is_renewed_and_is_no_refusal()
    {
        var nonce = "n1";
        var gate = new CountingGate();
        await using var device = new PlayedDevice(r => DigestFits(r, nonce, qop: true)
            ? PlayedReply.Answer(r)
            : PlayedReply.Challenge($"realm=\"cam\", nonce=\"{nonce}\", qop=\"auth\", stale={(r.HasCredential ? "true" : "false")}"));
        using var client = Client(device, gate);

        await client.GetDeviceInformationAsync(Ct);
        nonce = "n2";
        await client.GetDeviceInformationAsync(Ct);

        gate.Outcomes.ShouldBe([LoginOutcome.Accepted, LoginOutcome.Accepted]);
        device.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Dahua_wanting_a_new_nonce_each_time_gets_no_credential_for_an_old_one_after_two()
    {
        var n = 0;
        await using var device = new PlayedDevice(r => DigestFits(r, $"n{n}", qop: true)
            ? PlayedReply.Answer(r)
            : PlayedReply.Challenge($"realm=\"cam\", nonce=\"n{++n}\", qop=\"auth\""));
        var gate = new CountingGate();
        using var client = Client(device, gate);

        for (var i = 0; i < 5; i++)
        {
            await client.GetDeviceInformationAsync(Ct);
            n++;
        }

        gate.Outcomes.ShouldNotContain(LoginOutcome.Refused);
        gate.Outcomes.Count(o => o == LoginOutcome.NotAnswered).ShouldBe(2);
        device.Requests.TakeLast(2).Select(r => r.HasCredential).ShouldBe([false, true]);
    }

    [Fact]
    public async Task Token_only_device_gets_a_token_stamped_with_its_own_wrong_time()
    {
        var deviceTime = new DateTimeOffset(2001, 2, 3, 4, 5, 6, TimeSpan.Zero);
        var gate = new CountingGate();
        await using var device = new PlayedDevice(r => r.Operation is "GetSystemDateAndTime" ? PlayedReply.Soap(PlayedReply.Clock(deviceTime))
            : TokenFits(r, deviceTime) ? PlayedReply.Answer(r) : PlayedReply.Fault("400 Bad Request", "NotAuthorized", "Sender not Authorized"));
        using var client = Client(device, gate);

        await client.GetDeviceInformationAsync(Ct);
        await client.GetDeviceInformationAsync(Ct);

        client.AuthenticationMethod.ShouldBe(AuthenticationMethod.UsernameToken);
        device.Requests.Select(r => r.Operation).ShouldBe(["GetDeviceInformation", "GetSystemDateAndTime", "GetDeviceInformation", "GetDeviceInformation"]);
        gate.Outcomes.ShouldBe([LoginOutcome.Accepted, LoginOutcome.Accepted]);
    }

    [Fact]
    public async Task Token_with_true_time_is_the_second_try_where_the_device_shows_local_time_as_utc()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        var gate = new CountingGate();
        await using var device = new PlayedDevice(r => r.Operation is "GetSystemDateAndTime" ? PlayedReply.Soap(PlayedReply.Clock(time.GetUtcNow().AddHours(7)))
            : TokenFits(r, time.GetUtcNow()) ? PlayedReply.Answer(r) : PlayedReply.Fault("400 Bad Request", "NotAuthorized", "Wsse authorized time check failed"));
        using var client = Client(device, gate, time: time);

        await client.GetDeviceInformationAsync(Ct);
        await client.GetDeviceInformationAsync(Ct);

        gate.Outcomes.ShouldBe([LoginOutcome.Refused, LoginOutcome.Accepted, LoginOutcome.Accepted]);
    }

    [Fact]
    public async Task Device_that_needs_no_login_gets_none()
    {
        var gate = new CountingGate();
        await using var device = new PlayedDevice(PlayedReply.Answer);
        using var client = Client(device, gate);

        await client.GetDeviceInformationAsync(Ct);

        client.AuthenticationMethod.ShouldBe(AuthenticationMethod.None);
        (gate.Reserved, device.Credentialed).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Vivotek_asking_a_password_for_the_clock_gets_it_by_the_same_handshake()
    {
        await using var device = new PlayedDevice(r => DigestFits(r, "n1", qop: true) ? PlayedReply.Answer(r) : PlayedReply.Challenge("realm=\"cam\", nonce=\"n1\", qop=\"auth\""));
        using var client = Client(device, new CountingGate());

        (await client.GetSystemDateAndTimeAsync(Ct)).DeviceUtc.ShouldBe(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await client.GetSystemDateAndTimeAsync(Ct);

        device.Requests.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("digest", 1)]
    [InlineData("digest and soap fault", 2)]
    [InlineData("token", 1)]
    public async Task Wrong_password_is_sent_once_for_each_scheme_and_never_more(string device, int attempts)
    {
        var gate = new CountingGate();
        const string header = "WWW-Authenticate: Digest realm=\"cam\", nonce=\"n1\", qop=\"auth\"\r\n";
        await using var played = new PlayedDevice(r => r.Operation is "GetSystemDateAndTime" ? PlayedReply.Soap(PlayedReply.Clock(TimeProvider.System.GetUtcNow()))
            : device switch
            {
                "digest" => PlayedReply.Http("401 Unauthorized", "", header),
                "token" => PlayedReply.Fault("400 Bad Request", "NotAuthorized", "no"),
                _ => PlayedReply.Fault("401 Unauthorized", "NotAuthorized", "no", header),
            });
        using var client = Client(played, gate);

        (await Should.ThrowAsync<OnvifException>(client.GetDeviceInformationAsync(Ct))).Reason.ShouldBe(OnvifFailureReason.CredentialsRefused);

        played.Credentialed.ShouldBe(attempts);
        gate.Reserved.ShouldBe(attempts);
        gate.Outcomes.ShouldAllBe(o => o == LoginOutcome.Refused);
    }

    [Fact]
    public async Task Three_attempts_left_stop_at_once()
    {
        var gate = new CountingGate();
        await using var device = new PlayedDevice(r => PlayedReply.Fault(
            "401 Unauthorized", "NotAuthorized", r.HasCredential ? "You still have 3 attempt(s)" : "no", "WWW-Authenticate: Digest realm=\"cam\", nonce=\"n1\"\r\n"));
        using var client = Client(device, gate);

        var failure = await Should.ThrowAsync<OnvifException>(client.GetDeviceInformationAsync(Ct));

        (failure.Reason, failure.AttemptsLeft).ShouldBe((OnvifFailureReason.CredentialsRefused, 3));
        gate.Reports.ShouldBe([(LoginOutcome.Refused, 3)]);
        device.Credentialed.ShouldBe(1);
    }

    [Fact]
    public async Task Closed_gate_lets_no_credential_out()
    {
        await using var device = new PlayedDevice(_ => PlayedReply.Challenge("realm=\"cam\", nonce=\"n1\""));
        using var client = Client(device, new CountingGate(allowed: 0));

        (await Should.ThrowAsync<OnvifException>(client.GetDeviceInformationAsync(Ct))).Reason.ShouldBe(OnvifFailureReason.LoginHeld);
        device.Credentialed.ShouldBe(0);
    }

    [Fact]
    public async Task Device_full_minutes_after_a_success_is_busy_first_and_refused_only_when_it_goes_on()
    {
        var isFull = false;
        var gate = new CountingGate();
        await using var device = new PlayedDevice(r => r.Operation is "GetSystemDateAndTime" || (!isFull && DigestFits(r, "n1", qop: true))
            ? PlayedReply.Answer(r)
            : PlayedReply.Challenge("realm=\"cam\", nonce=\"n1\", qop=\"auth\""));
        using var client = Client(device, gate);

        await client.GetDeviceInformationAsync(Ct);
        isFull = true;
        var reasons = new List<OnvifFailureReason>();
        for (var i = 0; i < 3; i++)
        {
            reasons.Add((await Should.ThrowAsync<OnvifException>(client.GetDeviceInformationAsync(Ct))).Reason);
        }

        reasons.ShouldBe([OnvifFailureReason.Busy, OnvifFailureReason.Busy, OnvifFailureReason.CredentialsRefused]);
        gate.Outcomes.ShouldBe([LoginOutcome.Accepted, LoginOutcome.NotAnswered, LoginOutcome.NotAnswered, LoginOutcome.Refused]);
    }

    [Fact]
    public async Task Basic_is_never_answered()
    {
        await using var device = new PlayedDevice(_ => PlayedReply.Http("401 Unauthorized", "", "WWW-Authenticate: Basic realm=\"cam\"\r\n"));
        using var client = Client(device, new CountingGate());

        (await Should.ThrowAsync<OnvifException>(client.GetDeviceInformationAsync(Ct))).Reason.ShouldBe(OnvifFailureReason.LoginSchemeUnsupported);
        device.Credentialed.ShouldBe(0);
    }

    [Fact]
    public async Task Device_that_stops_offering_digest_gets_no_weaker_login()
    {
        var isWeak = false;
        await using var device = new PlayedDevice(r => isWeak ? PlayedReply.Fault("400 Bad Request", "NotAuthorized", "no")
            : DigestFits(r, "n1", qop: true) ? PlayedReply.Answer(r) : PlayedReply.Challenge("realm=\"cam\", nonce=\"n1\", qop=\"auth\""));
        using var client = Client(device, new CountingGate());

        await client.GetDeviceInformationAsync(Ct);
        isWeak = true;
        (await Should.ThrowAsync<OnvifException>(client.GetDeviceInformationAsync(Ct))).Reason.ShouldBe(OnvifFailureReason.NotPermitted);
        (await Should.ThrowAsync<OnvifException>(client.GetDeviceInformationAsync(Ct))).Reason.ShouldBe(OnvifFailureReason.LoginSchemeUnsupported);

        device.Requests.ShouldAllBe(r => !r.HasToken);
    }

    [Fact]
    public async Task Missing_credential_is_said_so()
    {
        await using var device = new PlayedDevice(_ => PlayedReply.Challenge("realm=\"cam\", nonce=\"n1\""));
        using var client = new OnvifDeviceClient(new OnvifEndpoint("127.0.0.1", device.Port), null, null, new OnvifClientOptions(), TimeProvider.System);

        (await Should.ThrowAsync<OnvifException>(client.GetDeviceInformationAsync(Ct))).Reason.ShouldBe(OnvifFailureReason.CredentialsMissing);
    }

    [Fact]
    public async Task No_secret_shows_even_when_the_device_echoes_what_it_got()
    {
        var proofs = new List<string> { Password };
        await using var device = new PlayedDevice(r =>
        {
            if (r.HasToken)
            {
                proofs.Add(r.Between("PasswordDigest\">", "<"));
            }

            if (r.Authorization is not null)
            {
                proofs.Add(r.DigestParameter("response"));
            }

            var echo = string.Join(' ', proofs).Replace("&", "&amp;").Replace("<", "&lt;");
            return r.Operation is "GetSystemDateAndTime" ? PlayedReply.Answer(r)
                : r.HasCredential ? PlayedReply.Fault("500 Error", "Whatever", echo)
                : PlayedReply.Fault("401 Unauthorized", "NotAuthorized", echo, "WWW-Authenticate: Digest realm=\"cam\", nonce=\"n1\"\r\n");
        });
        using var client = Client(device, new CountingGate());

        var failure = await Should.ThrowAsync<OnvifException>(client.GetDeviceInformationAsync(Ct));

        proofs.Count.ShouldBeGreaterThan(1);
        var shown = failure + string.Join('\n', client.Trace);
        shown.ShouldContain("***");
        proofs.ShouldAllBe(p => !shown.Contains(p, StringComparison.OrdinalIgnoreCase));
    }

    private static OnvifDeviceClient Client(PlayedDevice device, ILoginGate gate, TimeProvider? time = null) => new(
        new OnvifEndpoint("127.0.0.1", device.Port), new DeviceCredential(User, Password), gate, new OnvifClientOptions(), time ?? TimeProvider.System);
}
