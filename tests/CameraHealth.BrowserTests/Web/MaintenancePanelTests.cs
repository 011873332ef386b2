using CameraHealth.Tests.Web.Doubles;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CameraHealth.BrowserTests.Web;

public sealed class MaintenancePanelTests
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh");

    private readonly StoredFleet _fleet = new(TimeProvider.System) { Devices = [Rows.Healthy("CAM-01", TimeProvider.System.GetUtcNow())] };
    private readonly StoredFigures _figures = new(TimeProvider.System);

    [Fact]
    public async Task Window_is_entered_in_local_time_marked_when_it_is_late_and_ended_only_after_asking()
    {
        await using var web = await RunningWeb.StartAsync(_fleet, TimeProvider.System, figures: _figures);
        await using var chromium = await Chromium.StartAsync();
        var watched = await chromium.OpenAsync(new Uri(web.Client.BaseAddress!, "/devices/CAM-01").AbsoluteUri);
        var page = watched.Page;
        await page.GetByText("Khai bảo trì").ClickAsync();
        await page.GetByText("Ghi vào sổ").ClickAsync();
        await Expect(page.Locator(".wrong li")).ToHaveCountAsync(4);

        var begin = LocalNow().AddHours(-1);
        await page.Locator("input[name=from]").FillAsync(Typed(begin));
        await page.Locator("input[name=to]").FillAsync(Typed(begin.AddHours(3)));
        await page.Locator("input[name=reason]").FillAsync("lau kính <b>sạch</b>");
        await page.Locator("input[name=person]").FillAsync("Tổ kỹ thuật");
        await Expect(page.GetByText("sẽ ghi là khai sau")).ToBeVisibleAsync();
        await page.Locator("input[name=person]").BlurAsync();
        await Expect(page.Locator(".wrong li")).ToHaveCountAsync(0);
        await Screenshots.KeepAsync(page, "maintenance-form");
        await page.GetByText("Ghi vào sổ").ClickAsync();

        var row = page.Locator("tr[data-window='1']");
        await Expect(row).ToContainTextAsync("khai sau");
        await Expect(row).ToContainTextAsync("lau kính <b>sạch</b>");
        var entry = _figures.Added.ShouldHaveSingleItem();
        (entry.Device, entry.From, entry.To - entry.From).ShouldBe(("CAM-01", Instant(begin), TimeSpan.FromHours(3)));

        await row.GetByText("Kết thúc ngay").ClickAsync();
        await Expect(page.GetByText("Kết thúc đợt bảo trì này ngay bây giờ?")).ToBeVisibleAsync();
        await Screenshots.KeepAsync(page, "maintenance-confirm");
        await page.GetByText("Để nguyên").ClickAsync();
        _figures.Ended.ShouldBeEmpty();
        await row.GetByText("Kết thúc ngay").ClickAsync();
        await page.Locator("input[name=why]").FillAsync("xong sớm");
        await page.Locator("input[name=who]").FillAsync("Tổ kỹ thuật");
        await page.GetByText("Xác nhận").ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
        _figures.Ended.ShouldBe([(1, "xong sớm", "Tổ kỹ thuật")]);
        watched.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Weekly_window_is_entered_on_a_phone_and_what_was_typed_outlives_a_database_that_is_away()
    {
        await using var web = await RunningWeb.StartAsync(_fleet, TimeProvider.System, figures: _figures);
        await using var chromium = await Chromium.StartAsync();
        var watched = await chromium.OpenAsync(new Uri(web.Client.BaseAddress!, "/devices/CAM-01").AbsoluteUri, width: 390, height: 844);
        var page = watched.Page;
        await page.GetByText("Khai bảo trì").ClickAsync();
        await page.Locator("select[name=repeats]").SelectOptionAsync("weekly");
        await page.Locator("select[name=day]").SelectOptionAsync("Sunday");
        await page.Locator("input[name=start]").FillAsync("22:15");
        await page.Locator("input[name=minutes]").FillAsync("90");
        await page.Locator("input[name=first]").FillAsync(LocalNow().AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await page.Locator("input[name=reason]").FillAsync("khởi động lại");
        await page.Locator("input[name=person]").FillAsync("Tổ kỹ thuật");

        _figures.IsAway = true;
        await page.GetByText("Ghi vào sổ").ClickAsync();
        await Expect(page.Locator(".maintenance .alarm")).ToContainTextAsync("Cơ sở dữ liệu không trả lời");
        await Expect(page.Locator("input[name=reason]")).ToHaveValueAsync("khởi động lại");
        (await watched.ScrollsSidewaysAsync()).ShouldBeFalse();
        await Screenshots.KeepAsync(page, "maintenance-phone");

        _figures.IsAway = false;
        await page.GetByText("Ghi vào sổ").ClickAsync();
        await Expect(page.Locator("tr[data-window='1']")).ToContainTextAsync("Chủ nhật lúc 22:15, kéo dài 1 giờ 30 phút");
        var weekly = _figures.Added.ShouldHaveSingleItem().Weekly.ShouldNotBeNull();
        (weekly.Day, weekly.Start, weekly.Zone).ShouldBe((DayOfWeek.Sunday, new TimeOnly(22, 15), "Asia/Ho_Chi_Minh"));
        watched.Complaints.ShouldBeEmpty();
    }

    private static DateTime LocalNow()
    {
        var now = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), Zone).DateTime;
        return new DateTime(now.Year, now.Month, now.Day, now.Hour, now.Minute, 0);
    }

    private static DateTimeOffset Instant(DateTime local) => new(local, Zone.GetUtcOffset(local));

    private static string Typed(DateTime local) => local.ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
