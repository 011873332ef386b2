using System.Text;
using CameraHealth.Authentication;
using CameraHealth.Onvif;
using Shouldly;
using Xunit;
using static CameraHealth.IntegrationTests.Onvif.PlayedAccount;

namespace CameraHealth.IntegrationTests.Onvif;

/// <summary>Snapshots of devices with the quirks that are known of real ones.</summary>
public sealed class SnapshotTests
{
    private const string Digest = "realm=\"cam\", nonce=\"n1\", qop=\"auth\"";
    private const int MaxBytes = 64 * 1024;

    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3, 0xFF, 0xD9];
    private static readonly MediaProfile Main = new("main", "main", "source", "H264", 640, 360, 25, null, Media2: false);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://192.168.1.108/shot.jpg?user=1")]
    [InlineData("http://gwelltimes.com/shot.jpg?user=1")]
    [InlineData("http://other:secret@10.0.0.1:8080/shot.jpg?user=1")]
    public async Task Address_on_an_inner_or_foreign_host_is_asked_for_on_the_host_that_was_reached(string told)
    {
        await using var device = new PlayedDevice(request => request.IsGet ? Picture() : Play(request, told));
        using var client = Client(device);

        (await SnapAsync(client)).ShouldBe(Jpeg);

        var asked = device.Requests.Single(request => request.IsGet);
        asked.Path.ShouldBe("/shot.jpg?user=1");
        asked.Header.ShouldContain($"Host: 127.0.0.1:{device.Port}");
    }

    [Fact]
    public async Task Snapshot_address_that_is_rtsp_is_no_snapshot()
    {
        await using var device = new PlayedDevice(request => Play(request, "rtsp://127.0.0.1/shot"));
        using var client = Client(device);
        (await FailAsync(client)).ShouldBe(OnvifFailureReason.MalformedReply);
        device.Requests.ShouldNotContain(request => request.IsGet);
    }

    [Fact]
    public async Task Digest_of_the_snapshot_is_answered_and_reused_and_counted_by_the_gate()
    {
        var gate = new CountingGate();
        await using var device = new PlayedDevice(request => !request.IsGet ? Play(request) : DigestFits(request, "n1", qop: true) ? Picture() : PlayedReply.Challenge(Digest));
        using var client = Client(device, gate);

        (await SnapAsync(client)).ShouldBe(Jpeg);
        (await SnapAsync(client)).ShouldBe(Jpeg);

        device.Requests.Where(request => request.IsGet).Select(request => request.HasCredential).ShouldBe([false, true, true]);
        gate.Outcomes.ShouldBe([LoginOutcome.Accepted, LoginOutcome.Accepted]);
    }

    [Fact]
    public async Task Stale_nonce_of_the_snapshot_is_no_refusal()
    {
        var nonce = "n1";
        var gate = new CountingGate();
        await using var device = new PlayedDevice(request => !request.IsGet ? Play(request) : DigestFits(request, nonce, qop: true)
            ? Picture()
            : PlayedReply.Challenge($"realm=\"cam\", nonce=\"{nonce}\", qop=\"auth\", stale={(request.HasCredential ? "true" : "false")}"));
        using var client = Client(device, gate);

        await SnapAsync(client);
        nonce = "n2";
        (await SnapAsync(client)).ShouldBe(Jpeg);

        gate.Outcomes.ShouldBe([LoginOutcome.Accepted, LoginOutcome.Accepted]);
    }

    [Fact]
    public async Task Dahua_wanting_a_new_nonce_each_time_refuses_nobody()
    {
        var n = 0;
        var gate = new CountingGate();
        await using var device = new PlayedDevice(request => !request.IsGet ? Play(request) : DigestFits(request, $"n{n}", qop: true)
            ? Picture()
            : PlayedReply.Challenge($"realm=\"cam\", nonce=\"n{++n}\", qop=\"auth\""));
        using var client = Client(device, gate);

        await SnapAsync(client);
        n++;
        (await SnapAsync(client)).ShouldBe(Jpeg);

        gate.Outcomes.ShouldBe([LoginOutcome.Accepted, LoginOutcome.NotAnswered, LoginOutcome.Accepted]);
    }

    [Fact]
    public async Task Refusal_is_told_to_the_gate_once_and_nothing_more_is_sent()
    {
        var gate = new CountingGate();
        await using var device = new PlayedDevice(request => request.IsGet ? PlayedReply.Challenge(Digest) : Play(request));
        using var client = Client(device, gate);

        (await FailAsync(client)).ShouldBe(OnvifFailureReason.CredentialsRefused);

        device.Credentialed.ShouldBe(1);
        gate.Outcomes.ShouldBe([LoginOutcome.Refused]);
    }

    [Fact]
    public async Task Nothing_is_sent_that_the_budget_holds_back()
    {
        await using var device = new PlayedDevice(request => request.IsGet ? PlayedReply.Challenge(Digest) : Play(request));
        using var client = Client(device, new CountingGate(allowed: 0));
        (await FailAsync(client)).ShouldBe(OnvifFailureReason.LoginHeld);
        device.Credentialed.ShouldBe(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Basic_is_answered_only_where_it_is_allowed(bool isAllowed)
    {
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));
        await using var device = new PlayedDevice(request => !request.IsGet ? Play(request)
            : string.Equals(request.Authorization, expected, StringComparison.Ordinal) ? Picture()
            : PlayedReply.Http("401 Unauthorized", "", "WWW-Authenticate: Basic realm=\"cam\"\r\n"));
        using var client = Client(device, allowBasic: isAllowed);

        if (isAllowed)
        {
            (await SnapAsync(client)).ShouldBe(Jpeg);
        }
        else
        {
            (await FailAsync(client)).ShouldBe(OnvifFailureReason.LoginSchemeUnsupported);
            device.Credentialed.ShouldBe(0);
        }
    }

    [Fact]
    public async Task Basic_is_never_used_on_a_device_that_offers_digest_or_did_before()
    {
        var isWeak = false;
        await using var device = new PlayedDevice(request => !request.IsGet ? Play(request)
            : isWeak ? PlayedReply.Http("401 Unauthorized", "", "WWW-Authenticate: Basic realm=\"cam\"\r\n")
            : DigestFits(request, "n1", qop: true) ? Picture()
            : PlayedReply.Http("401 Unauthorized", "", $"WWW-Authenticate: Basic realm=\"cam\"\r\nWWW-Authenticate: Digest {Digest}\r\n"));
        using var client = Client(device, allowBasic: true);

        await SnapAsync(client);
        isWeak = true;
        await FailAsync(client);
        device.Requests.ShouldNotContain(request => request.Authorization != null && request.Authorization.StartsWith("Basic", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Redirect_on_the_same_host_is_followed_with_the_cookie_it_set()
    {
        await using var device = new PlayedDevice(request => !request.IsGet ? Play(request)
            : request.Path == "/shot.jpg" ? PlayedReply.Http("302 Found", "", "Location: /real.jpg\r\nSet-Cookie: session=abc; Path=/; HttpOnly\r\n")
            : request.Cookies == "session=abc" ? Picture() : PlayedReply.Http("403 Forbidden", ""));
        using var client = Client(device);
        (await SnapAsync(client)).ShouldBe(Jpeg);
    }

    [Theory]
    [InlineData("http://192.0.2.1/shot.jpg")]
    [InlineData("//192.0.2.1/shot.jpg")]
    [InlineData("ftp://127.0.0.1/shot.jpg")]
    public async Task Redirect_to_another_host_is_not_followed(string location)
    {
        await using var device = new PlayedDevice(request => request.IsGet ? PlayedReply.Http("302 Found", "", $"Location: {location}\r\n") : Play(request));
        using var client = Client(device);
        (await FailAsync(client)).ShouldBe(OnvifFailureReason.ForeignAddress);
        device.Requests.Count(request => request.IsGet).ShouldBe(1);
    }

    [Fact]
    public async Task Redirects_in_a_circle_end()
    {
        await using var device = new PlayedDevice(request => request.IsGet ? PlayedReply.Http("302 Found", "", "Location: /shot.jpg\r\n") : Play(request));
        using var client = Client(device);
        (await FailAsync(client)).ShouldBe(OnvifFailureReason.ForeignAddress);
        device.Requests.Count(request => request.IsGet).ShouldBe(4);
    }

    [Fact]
    public async Task Snapshot_larger_than_the_limit_is_not_read()
    {
        await using var device = new PlayedDevice(request => request.IsGet ? Picture(new byte[MaxBytes + 1]) : Play(request));
        using var client = Client(device);
        (await FailAsync(client)).ShouldBe(OnvifFailureReason.ReplyTooLarge);
    }

    [Fact]
    public async Task Snapshot_that_announces_more_bytes_than_come_is_taken_at_its_end()
    {
        await using var device = new PlayedDevice(request => !request.IsGet ? Play(request)
            : new PlayedReply([.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: {Jpeg.Length + 48}\r\n\r\n"), .. Jpeg]) { Hang = true });
        using var client = Client(device);
        (await SnapAsync(client)).ShouldBe(Jpeg);
    }

    [Theory]
    [InlineData("404 Not Found", OnvifFailureReason.HttpNotOnvif)]
    [InlineData("403 Forbidden", OnvifFailureReason.NotPermitted)]
    [InlineData("503 Service Unavailable", OnvifFailureReason.Busy)]
    [InlineData("500 Internal Server Error", OnvifFailureReason.Fault)]
    [InlineData("200 OK", OnvifFailureReason.MalformedReply)]
    public async Task Answer_without_a_picture_has_its_reason(string status, OnvifFailureReason reason)
    {
        await using var device = new PlayedDevice(request => request.IsGet ? PlayedReply.Http(status, "") : Play(request));
        using var client = Client(device);
        (await FailAsync(client)).ShouldBe(reason);
    }

    [Fact]
    public async Task Trace_tells_each_request_and_no_secret()
    {
        await using var device = new PlayedDevice(request => !request.IsGet ? Play(request) : DigestFits(request, "n1", qop: true) ? Picture() : PlayedReply.Challenge(Digest));
        using var client = Client(device);
        await SnapAsync(client);
        var trace = string.Join('\n', client.Trace);
        trace.ShouldContain("snapshot (none): 401 login demanded");
        trace.ShouldContain("snapshot (digest): 200 9 bytes");
        trace.ShouldNotContain(Password);
    }

    private static OnvifDeviceClient Client(PlayedDevice device, ILoginGate? gate = null, bool allowBasic = false) => new(
        new OnvifEndpoint("127.0.0.1", device.Port), new DeviceCredential(User, Password), gate,
        new OnvifClientOptions { CallTimeout = LoadedMachine.Allow(TimeSpan.FromSeconds(5)), AllowBasic = allowBasic }, TimeProvider.System);

    private static async Task<byte[]> SnapAsync(OnvifDeviceClient client) =>
        (await client.GetSnapshotAsync(Main, MaxBytes, LoadedMachine.Allow(TimeSpan.FromSeconds(10)), Ct)).ToArray();

    private static async Task<OnvifFailureReason> FailAsync(OnvifDeviceClient client) => (await Should.ThrowAsync<OnvifException>(() => SnapAsync(client))).Reason;

    private static PlayedReply Picture(byte[]? bytes = null) =>
        new([.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: {(bytes ?? Jpeg).Length}\r\n\r\n"), .. bytes ?? Jpeg]);

    private static PlayedReply Play(PlayedRequest request, string told = "http://127.0.0.1/shot.jpg") => request.Operation switch
    {
        "GetServices" => PlayedReply.Soap(
            "<d:GetServicesResponse xmlns:d=\"http://www.onvif.org/ver10/device/wsdl\"><d:Service><d:Namespace>http://www.onvif.org/ver10/media/wsdl</d:Namespace>"
            + "<d:XAddr>http://127.0.0.1/onvif/media</d:XAddr></d:Service></d:GetServicesResponse>"),
        "GetSnapshotUri" => PlayedReply.Soap(
            "<m:GetSnapshotUriResponse xmlns:m=\"http://www.onvif.org/ver10/media/wsdl\"><m:MediaUri><t:Uri xmlns:t=\"http://www.onvif.org/ver10/schema\">"
            + $"{told.Replace("&", "&amp;", StringComparison.Ordinal)}</t:Uri></m:MediaUri></m:GetSnapshotUriResponse>"),
        _ => PlayedReply.Answer(request),
    };
}
