using System.Net;
using CameraHealth.Tests.Web.Doubles;
using CameraHealth.Web;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Web;

public sealed class RequestOriginGuardTests
{
    private readonly FakeTimeProvider _time = new(Rows.Now);

    [Theory]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("localhost:8080", HttpStatusCode.OK)]
    [InlineData("[::1]:8080", HttpStatusCode.OK)]
    [InlineData("proxy.example", HttpStatusCode.OK)]
    [InlineData("rebound.example", HttpStatusCode.BadRequest)]
    [InlineData("127.0.0.1.rebound.example", HttpStatusCode.BadRequest)]
    [InlineData("10.0.0.9", HttpStatusCode.BadRequest)]
    public async Task Host_header_must_name_this_machine_or_an_allowed_host(string host, HttpStatusCode expected)
    {
        await using var web = await RunningWeb.StartAsync(new StoredFleet(_time), _time, new WebRoleOptions { AllowedHosts = ["proxy.example"] });
        (await SendAsync(web, "/healthz", host: host)).ShouldBe(expected);
    }

    [Fact]
    public async Task Anonymous_server_answers_to_any_name_unless_names_are_given()
    {
        await using var any = await RunningWeb.StartAsync(new StoredFleet(_time), _time, new WebRoleOptions { AllowAnonymous = true });
        (await SendAsync(any, "/healthz", host: "monitor.example")).ShouldBe(HttpStatusCode.OK);
        await using var named = await RunningWeb.StartAsync(
            new StoredFleet(_time), _time, new WebRoleOptions { AllowAnonymous = true, AllowedHosts = ["monitor.example"] });
        (await SendAsync(named, "/healthz", host: "monitor.example")).ShouldBe(HttpStatusCode.OK);
        (await SendAsync(named, "/healthz", host: "rebound.example")).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Circuit_is_closed_to_pages_of_other_origins()
    {
        await using var web = await RunningWeb.StartAsync(new StoredFleet(_time), _time);
        const string negotiate = "/_blazor/negotiate?negotiateVersion=1";
        (await SendAsync(web, negotiate, HttpMethod.Post, origin: "http://evil.example")).ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(web, negotiate, HttpMethod.Post, origin: "null")).ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(web, "/_blazor?id=1", origin: "http://evil.example")).ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(web, negotiate, HttpMethod.Post, origin: web.Client.BaseAddress!.GetLeftPart(UriPartial.Authority))).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/v1/devices")]
    [InlineData("/_content/CameraHealth.Web/app.css")]
    [InlineData("/no-such-page")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        await using var web = await RunningWeb.StartAsync(new StoredFleet(_time), _time);
        using var answer = await web.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        var policy = answer.Headers.GetValues("Content-Security-Policy").ToList();
        policy[0].ShouldContain("script-src 'self'");
        string.Concat(policy).ShouldNotContain("unsafe");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
    }

    [Fact]
    public async Task Nothing_live_is_kept_by_a_cache()
    {
        await using var web = await RunningWeb.StartAsync(new StoredFleet(_time), _time);
        foreach (var path in new[] { "/api/v1/devices", "/readyz", "/" })
        {
            using var answer = await web.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            answer.Headers.CacheControl.ShouldNotBeNull().NoStore.ShouldBeTrue(path);
        }
    }

    private static async Task<HttpStatusCode> SendAsync(RunningWeb web, string path, HttpMethod? method = null, string? host = null, string? origin = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        request.Headers.Host = host;
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var answer = await web.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
