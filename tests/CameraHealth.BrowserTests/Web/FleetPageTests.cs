using System.Text.RegularExpressions;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Queries;
using CameraHealth.Tests.Web.Doubles;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CameraHealth.BrowserTests.Web;

public sealed class FleetPageTests
{
    private readonly StoredFleet _fleet = new(TimeProvider.System);
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    public FleetPageTests()
    {
        _fleet.Devices =
        [
            Rows.Healthy("CAM-01", _now),
            Rows.Broken("CAM-02", _now),
            Rows.Healthy("CAM-03", _now) with { Name = "Mũi Cá Mập", SiteCode = "MCM", SiteName = "Mũi Cá Mập", Status = Status.Degraded, Reason = Reason.ClockOff, BrokenRung = Rung.Responding },
            Rows.Healthy("CAM-04", _now) with { Status = Status.Unknown, Reason = Reason.CredentialsRefused, BrokenRung = Rung.Authenticated, GroupName = "Dữ liệu minh họa" },
        ];
        _fleet.Availability["CAM-01"] = Rows.Availability("CAM-01", 23.9, 0.1, 0, _now);
        _fleet.Availability["CAM-02"] = Rows.Availability("CAM-02", 18, 3.2, 2.8, _now);
        _fleet.History.AddRange(
        [
            new IntervalRow(_now.AddHours(-22), _now.AddHours(-9), Status.Healthy, Reason.None, null),
            new IntervalRow(_now.AddHours(-9), _now.AddHours(-7), Status.Degraded, Reason.ClockOff, Rung.Responding),
            new IntervalRow(_now.AddHours(-7), _now.AddHours(-3), Status.Healthy, Reason.None, null),
            new IntervalRow(_now.AddHours(-3), null, Status.Unhealthy, Reason.ConnectTimeout, Rung.Reachable),
        ]);
    }

    [Fact]
    public async Task Fleet_shows_what_works_and_why_the_rest_does_not_in_both_languages()
    {
        await using var web = await RunningWeb.StartAsync(_fleet, TimeProvider.System);
        await using var chromium = await Chromium.StartAsync();
        var watched = await chromium.OpenAsync(web.Client.BaseAddress!.AbsoluteUri);
        var page = watched.Page;

        await Expect(page.Locator("tr[data-code='CAM-01']")).ToContainTextAsync("Hoạt động tốt");
        await Expect(page.Locator("tr[data-code='CAM-02']")).ToContainTextAsync("Hư hỏng, mất kết nối");
        await Expect(page.Locator("tr[data-code='CAM-02'] .reason")).ToHaveTextAsync("Kết nối mạng: Không phản hồi yêu cầu kết nối");
        await Expect(page.Locator("tr[data-code='CAM-02'] .availability")).ToContainTextAsync("không đủ dữ liệu");
        await Expect(page.Locator("tr[data-code='CAM-04'] .availability")).ToContainTextAsync("chưa đo được");
        await Expect(page.Locator(".demo")).ToContainTextAsync("Dữ liệu minh họa");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "vi");
        await Screenshots.KeepAsync(page, "fleet-vi");

        await page.GetByText("English").ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Expect(page.Locator("tr[data-code='CAM-02'] .reason")).ToHaveTextAsync("Reachable: No answer to the connection request");
        await Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System, TestContext.Current.CancellationToken);
        await Expect(page.Locator("tr[data-code='CAM-02'] .reason")).ToHaveTextAsync("Reachable: No answer to the connection request");
        watched.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Page_follows_a_change_without_being_loaded_again()
    {
        await using var web = await RunningWeb.StartAsync(_fleet, TimeProvider.System);
        await using var chromium = await Chromium.StartAsync();
        var watched = await chromium.OpenAsync(web.Client.BaseAddress!.AbsoluteUri);
        await watched.Page.EvaluateAsync("window.sameDocument = true");

        _fleet.Devices = [.. _fleet.Devices.Where(device => device.Code is not "CAM-01"), Rows.Broken("CAM-01", _now, Reason.NoRoute)];

        await Expect(watched.Page.Locator("tr[data-code='CAM-01']")).ToContainTextAsync("Không có đường truyền tới thiết bị", new() { Timeout = 10_000 });
        (await watched.Page.EvaluateAsync<bool>("window.sameDocument")).ShouldBeTrue();

        _fleet.IsAway = true;
        await Expect(watched.Page.Locator(".alarm")).ToContainTextAsync("Không đọc được cơ sở dữ liệu", new() { Timeout = 10_000 });
        await Expect(watched.Page.Locator("tr[data-code='CAM-03']")).ToContainTextAsync("Chưa xác định");
        await Screenshots.KeepAsync(watched.Page, "fleet-away");
        watched.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Filters_narrow_the_list_and_stand_in_the_address()
    {
        await using var web = await RunningWeb.StartAsync(_fleet, TimeProvider.System);
        await using var chromium = await Chromium.StartAsync();
        var watched = await chromium.OpenAsync(web.Client.BaseAddress!.AbsoluteUri);

        await watched.Page.GetByRole(AriaRole.Searchbox).FillAsync("mui ca map");
        await Expect(watched.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(watched.Page).ToHaveURLAsync(new Regex("q=mui", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await watched.Page.Locator("button.card.status-unhealthy").ClickAsync();
        await Expect(watched.Page.GetByText("Không có thiết bị nào khớp bộ lọc")).ToBeVisibleAsync();
        await watched.Page.GetByText("Bỏ lọc").ClickAsync();
        await Expect(watched.Page.Locator("tbody tr")).ToHaveCountAsync(4);
        watched.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/", "phone-fleet")]
    [InlineData("/devices/CAM-02", "phone-device")]
    public async Task Nothing_scrolls_sideways_on_a_phone(string path, string shot)
    {
        await using var web = await RunningWeb.StartAsync(_fleet, TimeProvider.System);
        await using var chromium = await Chromium.StartAsync();
        var watched = await chromium.OpenAsync(new Uri(web.Client.BaseAddress!, path).AbsoluteUri, width: 390, height: 844);

        (await watched.ScrollsSidewaysAsync()).ShouldBeFalse();
        await Screenshots.KeepAsync(watched.Page, shot);
        watched.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Device_page_tells_rung_by_rung_in_the_dark_too()
    {
        await using var web = await RunningWeb.StartAsync(_fleet, TimeProvider.System);
        await using var chromium = await Chromium.StartAsync();
        var watched = await chromium.OpenAsync(new Uri(web.Client.BaseAddress!, "/devices/CAM-02").AbsoluteUri, scheme: ColorScheme.Dark);
        var page = watched.Page;

        await Expect(page.Locator("[data-rung='reachable']")).ToContainTextAsync("Không phản hồi yêu cầu kết nối");
        await Expect(page.Locator("[data-rung='streaming']")).ToContainTextAsync("Không xét");
        await Expect(page.Locator(".trace")).ToContainTextAsync("15.000 no answer");
        await Screenshots.KeepAsync(page, "device-dark");
        await watched.GoAsync(new Uri(web.Client.BaseAddress!, "/devices/CAM-01").AbsoluteUri);
        await Screenshots.KeepAsync(page, "device-healthy");
        watched.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Page_says_that_the_server_is_gone_and_loads_itself_again_when_it_is_back()
    {
        await using var chromium = await Chromium.StartAsync();
        WatchedPage watched;
        string address;
        await using (var web = await RunningWeb.StartAsync(_fleet, TimeProvider.System))
        {
            address = web.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
            watched = await chromium.OpenAsync(address);
        }

        await Expect(watched.Page.Locator("#components-reconnect-modal")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await Expect(watched.Page.Locator("#components-reconnect-modal")).ToContainTextAsync("Mất kết nối tới máy chủ");
        await using var again = await RunningWeb.StartAsync(_fleet, TimeProvider.System, urls: address);
        await Expect(watched.Page.Locator("#components-reconnect-modal")).ToBeHiddenAsync(new() { Timeout = 30_000 });
        await Expect(watched.Page.Locator("tbody tr")).ToHaveCountAsync(4);
    }
}
