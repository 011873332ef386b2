using System.Net;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Contracts;
using CameraHealth.Storage.Queries;
using CameraHealth.Storage.Trust;
using CameraHealth.Tests.Web.Doubles;
using CameraHealth.Web;
using CameraHealth.Web.Streams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Web;

/// <summary>The pages as the first answer brings them.</summary>
public sealed class PagesTests
{
    private readonly FakeTimeProvider _time = new(Rows.Now);
    private readonly StoredFleet _fleet;

    public PagesTests() => _fleet = new StoredFleet(_time) { Devices = [Rows.Healthy("CAM-01"), Rows.Broken("CAM-02")] };

    [Fact]
    public async Task Silent_worker_is_told_before_anything_else()
    {
        _fleet.Workers = [new WorkerRow("worker-1", Rows.Now.AddSeconds(-31), null)];
        (await ReadAsync("/")).ShouldContain("Tiến trình thăm dò worker-1 không báo hiệu từ 24/11/2026 14:59");
        _fleet.Workers = [new WorkerRow("worker-1", Rows.Now.AddSeconds(-29), null)];
        (await ReadAsync("/")).ShouldNotContain("không báo hiệu");
        _fleet.Workers = [new WorkerRow("worker-1", Rows.Now, null), new WorkerRow("retired", Rows.Now.AddDays(-3), null)];
        (await ReadAsync("/")).ShouldNotContain("không báo hiệu");
    }

    [Fact]
    public async Task Times_are_local_and_numbers_follow_the_language()
    {
        _fleet.Availability["CAM-01"] = Rows.Availability("CAM-01", 23.9, 0.1, 0);
        (await ReadAsync("/devices/CAM-01")).ShouldContain("24,8 hình/s");
        (await ReadAsync("/devices/CAM-01", "c=en-GB|uic=en-GB")).ShouldContain("24.8 fps");
        (await ReadAsync("/devices/CAM-01")).ShouldContain("23/11/2026 13:00");
    }

    [Fact]
    public async Task Device_that_shows_another_certificate_waits_for_a_person_on_its_page()
    {
        var trust = new StoredTrust(_fleet);
        trust.Rows["CAM-01"] = new TrustRow { Code = "CAM-01", CertificateSha256 = new string('A', 64), CertificateSince = Rows.Now.AddDays(-9), LoginScheme = "digest_md5" };
        await using var web = await RunningWeb.StartAsync(_fleet, _time, configure: services => services.AddSingleton<ITrustReader>(trust));
        var calm = WebUtility.HtmlDecode(await web.GetAsync("/devices/CAM-01"));
        calm.ShouldContain("AAAAAAAAAAAAAAAA…");
        calm.ShouldNotContain("data-trust");
        trust.Rows["CAM-01"] = trust.Rows["CAM-01"] with { OtherCertificateSha256 = new string('B', 64), OtherCertificateAt = Rows.Now.AddHours(-1), WeakerLoginScheme = "basic" };
        var page = WebUtility.HtmlDecode(await web.GetAsync("/devices/CAM-01"));
        page.ShouldContain("Thiết bị đưa ra chứng thư khác từ 24/11/2026 14:00: " + new string('B', 64));
        page.ShouldContain("Basic (lộ mật khẩu)");
    }

    [Fact]
    public async Task Contract_stands_beside_what_was_measured_and_the_deviating_term_is_marked()
    {
        var contracts = new StoredContracts(_fleet);
        contracts.Rows["CAM-01"] =
        [
            new ContractRow(
                new RegisteredContract(StreamRole.Main, ContractSource.Person, new StreamContract { FrameRate = 50, BitRateLow = 2_000_000, BitRateHigh = 6_000_000 }), "Trần B", "gói thầu 3", Rows.Now, null),
        ];
        var device = Rows.Healthy("CAM-01");
        var measured = device.Readings.Stream! with { Deviations = [new ContractDeviation(ContractTerm.FrameRate, "50 fps", "24.8 fps")] };
        _fleet.Devices = [device with { Readings = device.Readings with { Stream = measured } }];
        await using var web = await RunningWeb.StartAsync(_fleet, _time, configure: services => services.AddSingleton<IContractReader>(contracts));
        var page = WebUtility.HtmlDecode(await web.GetAsync("/devices/CAM-01"));
        page.ShouldContain("Do Trần B khai 24/11/2026 15:00: gói thầu 3");
        page.ShouldContain("data-deviates=\"FrameRate\"");
        page.ShouldNotContain("data-deviates=\"BitRate\"");
        page.ShouldContain("24,8 hình/s · sai cam kết");
        page.ShouldContain("2–6 Mbit/s");
    }

    [Fact]
    public async Task Empty_register_says_how_to_fill_it()
    {
        _fleet.Devices = [];
        (await ReadAsync("/")).ShouldContain("camerahealth fleet import");
    }

    [Fact]
    public async Task Demo_says_so_when_a_group_does_or_the_option_is_set()
    {
        (await ReadAsync("/")).ShouldNotContain("class=\"demo\"");
        (await ReadAsync("/", options: new WebRoleOptions { DemoNotice = true })).ShouldContain("class=\"demo\"");
        _fleet.Devices = [Rows.Healthy("CAM-01") with { GroupName = "Côn Đảo (Dữ liệu minh họa)" }];
        (await ReadAsync("/")).ShouldContain("class=\"demo\"");
        (await ReadAsync("/kpis")).ShouldContain("class=\"demo\"");
    }

    [Theory]
    [InlineData("/devices/NONE")]
    [InlineData("/no-such-page")]
    public async Task Page_that_does_not_exist_is_a_404_in_words(string path)
    {
        await using var web = await RunningWeb.StartAsync(_fleet, _time);
        using var answer = await web.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("<h1>Không có");
    }

    [Theory]
    [InlineData("/?lang=en", "/")]
    [InlineData("/?status=unhealthy&lang=en&q=a%26b", "/?status=unhealthy&q=a%26b")]
    [InlineData("/devices/CAM-01?lang=vi", "/devices/CAM-01")]
    [InlineData("//evil.example/?lang=en", "/evil.example/")]
    [InlineData("/%5Cevil.example?lang=en", "/%5Cevil.example")]
    public async Task Language_is_remembered_and_leads_back_to_the_same_page_of_this_host(string path, string back)
    {
        await using var web = await RunningWeb.StartAsync(_fleet, _time);
        using var answer = await web.Client.GetAsync(new Uri($"{web.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)}{path}"), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        answer.Headers.Location!.OriginalString.ShouldBe(back);
        answer.Headers.GetValues("Set-Cookie").Single().ShouldContain("httponly");
    }

    [Fact]
    public async Task No_address_and_no_credential_appears_anywhere()
    {
        string[] secrets = ["192.168.77.12", "hunter2", "operator:", "fe80:0:0:1", "ABCDEF0123", ":8554"];
        var broken = Rows.Broken("CAM-02");
        _fleet.Devices =
        [
            broken with
            {
                Readings = broken.Readings with
                {
                    FailureTrace =
                    [
                        "12:30:45.123 DESCRIBE rtsp://operator:hunter2@192.168.77.12:8554/main",
                        "connect 192.168.77.12:8554 failed", "via fe80:0:0:1:0:0:0:2", "password=hunter2",
                        "Authorization: Digest username=\"operator\", response=\"ABCDEF0123\"",
                    ],
                },
            },
        ];
        await using var web = await RunningWeb.StartAsync(_fleet, _time);
        foreach (var path in new[] { "/", "/devices/CAM-02", "/api/v1/devices", "/api/v1/devices/CAM-02", "/metrics", "/openapi/v1.json", "/readyz" })
        {
            var text = await web.GetAsync(path);
            foreach (var secret in secrets)
            {
                text.ShouldNotContain(secret, Case.Insensitive, $"{path} tells {secret}");
            }
        }

        var trace = await web.GetAsync("/api/v1/devices/CAM-02");
        trace.ShouldContain("DESCRIBE rtsp://***/main");
        trace.ShouldContain("12:30:45.123");
    }

    private async Task<string> ReadAsync(string path, string? culture = null, WebRoleOptions? options = null)
    {
        await using var web = await RunningWeb.StartAsync(_fleet, _time, options);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (culture is not null)
        {
            request.Headers.Add("Cookie", $".AspNetCore.Culture={culture}");
        }

        using var answer = await web.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
