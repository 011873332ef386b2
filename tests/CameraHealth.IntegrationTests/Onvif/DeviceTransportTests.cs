using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CameraHealth.Onvif;
using Shouldly;
using Xunit;
using static CameraHealth.IntegrationTests.Onvif.PlayedReply;

namespace CameraHealth.IntegrationTests.Onvif;

public class DeviceTransportTests
{
    private static readonly string Clock = Envelope(PlayedReply.Clock(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_is_compact_soap_12_that_asks_for_no_packing()
    {
        await using var device = new PlayedDevice(Answer);
        using var client = Client(device.Port);

        await client.GetSystemDateAndTimeAsync(Ct);

        var request = device.Requests.ShouldHaveSingleItem();
        request.ContentType.ShouldBe("application/soap+xml; charset=utf-8; action=\"http://www.onvif.org/ver10/device/wsdl/GetSystemDateAndTime\"");
        request.Header.ShouldContain("Accept-Encoding: identity");
        request.Header.ShouldNotContain("Expect");
        request.Body.ShouldNotContain("\n");
        client.FirstByteSentAt.ShouldNotBeNull();
        client.Trace.ShouldHaveSingleItem().ShouldStartWith("GetSystemDateAndTime (none): 200 answered");
    }

    [Fact]
    public async Task Pelco_answering_an_empty_body_without_action_gets_it_first()
    {
        await using var device = new PlayedDevice(r => r.ContentType.Contains("action=") ? Answer(r) : Http("200 OK", ""));
        using var client = Client(device.Port);

        await client.GetSystemDateAndTimeAsync(Ct);
        await client.GetDeviceInformationAsync(Ct);

        device.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Illustra_failing_with_the_action_parameter_is_asked_without_it_from_then_on()
    {
        await using var device = new PlayedDevice(r => r.ContentType.Contains("action=")
            ? Fault("500 Internal Server Error", "Whatever", "The [action] cannot be processed at the receiver.")
            : Answer(r));
        using var client = Client(device.Port);

        await client.GetSystemDateAndTimeAsync(Ct);
        await client.GetDeviceInformationAsync(Ct);

        device.Requests.Select(r => r.ContentType.Contains("action=")).ShouldBe([true, false, false]);
    }

    [Theory]
    [InlineData("too long and left open")]
    [InlineData("too long and closed")]
    [InlineData("too short")]
    [InlineData("chunked")]
    [InlineData("until close")]
    [InlineData("gzip")]
    public async Task Complete_answer_is_taken_whatever_its_length_says(string kind)
    {
        var length = Encoding.UTF8.GetByteCount(Clock);
        const string ok = "HTTP/1.1 200 OK\r\n";
        await using var device = new PlayedDevice(_ => kind switch
        {
            "too long and left open" => Raw($"{ok}Content-Length: {length + 48}\r\n\r\n{Clock}") with { Hang = true },
            "too long and closed" => Raw($"{ok}Content-Length: {length + 48}\r\n\r\n{Clock}") with { Close = true },
            "too short" => Raw($"{ok}Content-Length: {length - 12}\r\n\r\n{Clock}"),
            "chunked" => Raw($"{ok}Transfer-Encoding: chunked\r\n\r\n5\r\n{Clock[..5]}\r\n{length - 5:x}\r\n{Clock[5..]}\r\n0\r\n\r\n"),
            "until close" => Raw($"{ok}\r\n{Clock}") with { Close = true },
            _ => Gzip(Clock),
        });
        using var client = Client(device.Port);

        var took = Stopwatch.StartNew();
        (await client.GetSystemDateAndTimeAsync(Ct)).DeviceUtc.ShouldBe(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        took.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Reused_connection_dropped_in_silence_is_opened_anew_once()
    {
        var perConnection = new Dictionary<int, int>();
        await using var device = new PlayedDevice(r =>
        {
            perConnection[r.Connection] = perConnection.GetValueOrDefault(r.Connection) + 1;
            return perConnection[r.Connection] == 2 ? Raw("") with { Close = true } : Answer(r);
        });
        using var client = Client(device.Port);

        await client.GetSystemDateAndTimeAsync(Ct);
        await client.GetSystemDateAndTimeAsync(Ct);

        perConnection.ShouldBe(new Dictionary<int, int> { [0] = 2, [1] = 1 });
    }

    [Fact]
    public async Task Fresh_connection_closed_without_a_reply_is_not_tried_again()
    {
        await using var device = new PlayedDevice(_ => Raw("") with { Close = true });
        using var client = Client(device.Port);

        (await FailureAsync(client)).ShouldBe(OnvifFailureReason.ConnectionClosed);
        device.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<e:Envelope xmlns:e=\"x\">")]
    public async Task Hang_within_the_reply_ends_at_the_deadline(string sent)
    {
        await using var device = new PlayedDevice(_ => Raw(sent) with { Hang = true });
        using var client = Client(device.Port, new OnvifClientOptions { CallTimeout = TimeSpan.FromMilliseconds(400) });

        var took = Stopwatch.StartNew();
        (await FailureAsync(client)).ShouldBe(OnvifFailureReason.ReplyTimeout);
        took.Elapsed.ShouldBeInRange(TimeSpan.FromMilliseconds(350), TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Callers_cancellation_is_no_failure_of_the_device()
    {
        await using var device = new PlayedDevice(_ => Raw("") with { Hang = true });
        using var client = Client(device.Port);
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        caller.CancelAfter(TimeSpan.FromMilliseconds(200));

        var cancelled = await Should.ThrowAsync<OperationCanceledException>(client.GetSystemDateAndTimeAsync(caller.Token));
        cancelled.CancellationToken.ShouldBe(caller.Token);
    }

    public static TheoryData<string, OnvifFailureReason> BadReplies => new()
    {
        { $"HTTP/1.1 200 OK\r\nContent-Length: {5 * 1024 * 1024}\r\n\r\n", OnvifFailureReason.ReplyTooLarge },
        { "HTTP/1.1 200 OK\r\n\r\n<a>" + new string('x', 5 * 1024 * 1024), OnvifFailureReason.ReplyTooLarge },
        { Page("200 OK", "<!DOCTYPE e:Envelope [<!ENTITY a \"b\">]><e:Envelope xmlns:e=\"x\"/>"), OnvifFailureReason.MalformedReply },
        { Page("200 OK", "<!DOCTYPE html><html></html>"), OnvifFailureReason.HttpNotOnvif },
        { Page("404 Not Found", "<html></html>"), OnvifFailureReason.HttpNotOnvif },
        { Page("405 Method Not Allowed", ""), OnvifFailureReason.HttpNotOnvif },
        { Page("415 Unsupported Media Type", ""), OnvifFailureReason.HttpNotOnvif },
        { Page("503 Service Unavailable", ""), OnvifFailureReason.Busy },
        { Page("200 OK", "not xml"), OnvifFailureReason.MalformedReply },
        { "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<e:Envelope", OnvifFailureReason.ConnectionClosed },
        { "SSH-2.0-dropbear\r\n\r\n", OnvifFailureReason.MalformedReply },
    };

    [Theory]
    [MemberData(nameof(BadReplies))]
    public async Task Bad_reply_has_its_own_reason(string reply, OnvifFailureReason reason)
    {
        await using var device = new PlayedDevice(_ => Raw(reply) with { Close = true });
        using var client = Client(device.Port);

        (await FailureAsync(client)).ShouldBe(reason);
    }

    [Fact]
    public async Task Redirect_is_not_followed()
    {
        await using var other = new PlayedDevice(Answer);
        await using var device = new PlayedDevice(_ => Http("302 Found", "", $"Location: http://127.0.0.1:{other.Port}/onvif/device_service\r\n"));
        using var client = Client(device.Port);

        (await FailureAsync(client)).ShouldBe(OnvifFailureReason.HttpNotOnvif);
        other.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Closed_port_is_refused()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var client = Client(port);

        (await FailureAsync(client)).ShouldBe(OnvifFailureReason.ConnectRefused);
        client.FirstByteSentAt.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(SocketError.HostUnreachable, OnvifFailureReason.NoRoute)]
    [InlineData(SocketError.NetworkDown, OnvifFailureReason.OwnNetworkDown)]
    [InlineData(SocketError.AccessDenied, OnvifFailureReason.AddressNotAllowed)]
    public async Task Connection_that_cannot_be_made_says_why(SocketError error, OnvifFailureReason reason)
    {
        using var client = Client(80, new OnvifClientOptions { Connect = (_, _, _) => throw new SocketException((int)error) });

        (await FailureAsync(client)).ShouldBe(reason);
    }

    [Fact]
    public async Task Connection_that_is_never_made_ends_at_the_deadline()
    {
        using var client = Client(80, new OnvifClientOptions
        {
            CallTimeout = TimeSpan.FromMilliseconds(200),
            Connect = async (_, _, ct) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
                throw new InvalidOperationException();
            },
        });

        (await FailureAsync(client)).ShouldBe(OnvifFailureReason.ConnectTimeout);
    }

    private static async Task<OnvifFailureReason> FailureAsync(OnvifDeviceClient client)
        => (await Should.ThrowAsync<OnvifException>(client.GetSystemDateAndTimeAsync(Ct))).Reason;

    private static string Page(string status, string body) => $"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {body.Length}\r\n\r\n{body}";

    private static PlayedReply Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return new PlayedReply([.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {packed.Length}\r\n\r\n"), .. packed.ToArray()]);
    }

    private static OnvifDeviceClient Client(int port, OnvifClientOptions? options = null)
        => new(new OnvifEndpoint("127.0.0.1", port), null, null, options ?? new OnvifClientOptions(), TimeProvider.System);
}
