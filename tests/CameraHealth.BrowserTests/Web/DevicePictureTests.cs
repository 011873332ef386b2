using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Pictures;
using CameraHealth.Storage.Queries;
using CameraHealth.Tests.Web.Doubles;
using CameraHealth.Web.Pictures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CameraHealth.BrowserTests.Web;

/// <summary>The picture on a device's page.</summary>
public sealed class DevicePictureTests
{
    private readonly StoredFleet _fleet = new(TimeProvider.System);
    private readonly StoredPictures _pictures;
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    public DevicePictureTests()
    {
        var camera = Rows.Healthy("CAM-01", _now);
        _fleet.Devices =
        [
            camera with
            {
                Status = Status.Degraded,
                Reason = Reason.ViewMoved,
                BrokenRung = Rung.Picture,
                Rungs = [.. camera.Rungs.Select(rung => rung.Rung == Rung.Picture ? rung with { Status = RungStatus.Deviating, Reason = Reason.ViewMoved } : rung)],
            },
            Rows.Healthy("CAM-02", _now) with
            {
                Rungs = [.. camera.Rungs.Select(rung => rung.Rung == Rung.Picture ? rung with { Status = RungStatus.Unknown, Reason = Reason.PictureSourceMissing, LastAt = null } : rung)],
            },
        ];
        for (var minute = 0; minute < 24 * 60; minute += 5)
        {
            var isLost = minute is > 600 and < 700;
            _fleet.Stream.Add(new StreamSample(
                _now.AddMinutes(minute - (24 * 60)), isLost ? null : 24 + Math.Sin(minute / 60.0), isLost ? null : 4e6 + (1e6 * Math.Sin(minute / 200.0)), isLost ? null : minute % 240 == 0 ? 0.02 : 0));
        }

        _pictures = new StoredPictures(_fleet) { Contents = { [7] = Picture("moved-1"), [3] = Picture("day-1") } };
        var latest = StoredPictures.Picture(7, _now.AddMinutes(-4), PictureRole.Latest, new SeenFault("moved", 0.97, null), new SeenFault("covered", 0.62, 18.4));
        var reference = StoredPictures.Picture(3, _now.AddDays(-12), PictureRole.Reference);
        var good = StoredPictures.Picture(6, _now.AddMinutes(-19), PictureRole.LastGood);
        _pictures.Devices["CAM-01"] = new DevicePictures(latest, good, [reference], [], [good]);
        _pictures.Devices["CAM-02"] = new DevicePictures(null, null, [], [], []);
    }

    [Fact]
    public async Task Page_shows_the_picture_with_its_findings_the_reference_beside_it_and_the_day_of_the_stream()
    {
        await using var web = await StartAsync();
        await using var chromium = await Chromium.StartAsync();
        var watched = await chromium.OpenAsync(new Uri(web.Client.BaseAddress!, "/devices/CAM-01").AbsoluteUri);
        var page = watched.Page;

        var latest = page.Locator("[data-picture='latest']");
        await Expect(latest.Locator("[data-fault='moved']")).ToContainTextAsync("Khung hình bị lệch so với ảnh chuẩn");
        await Expect(latest.Locator("[data-fault='covered']")).ToContainTextAsync("18% diện tích");
        await Expect(page.Locator("[data-picture='reference']")).ToContainTextAsync("Nguyễn Văn A chấp nhận lúc");
        foreach (var image in await page.Locator(".pictures img").AllAsync())
        {
            (await image.EvaluateAsync<int>("image => image.decode().then(() => image.naturalWidth)")).ShouldBe(640);
        }

        await Expect(page.Locator(".columns .spark")).ToHaveCountAsync(3);
        (await page.Locator(".columns .spark").First.Locator("polyline").CountAsync()).ShouldBe(2, "a hole of two hours breaks the line");
        await ShootAsync(page, "device-picture");
        watched.Complaints.ShouldBeEmpty();
        _pictures.Views.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task New_view_is_accepted_by_a_name_after_a_confirmation()
    {
        await using var web = await StartAsync();
        await using var chromium = await Chromium.StartAsync();
        var watched = await chromium.OpenAsync(new Uri(web.Client.BaseAddress!, "/devices/CAM-01").AbsoluteUri);
        var page = watched.Page;

        await page.Locator("button[name='accept-latest']").ClickAsync();
        await Expect(page.Locator("form.accept")).ToContainTextAsync("Chỉ chấp nhận khi khung hình này đúng với vị trí lắp đặt");
        _pictures.Accepted.ShouldBeEmpty();
        await Expect(page.Locator("form.accept button[type='submit']")).ToBeDisabledAsync();
        await page.Locator("form.accept input[name='person']").FillAsync("Trần Thị B");
        await page.Locator("form.accept input[name='note']").FillAsync("đã chỉnh lại giá đỡ");
        await ShootAsync(page, "device-accept");
        await page.Locator("form.accept button[type='submit']").ClickAsync();

        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Đã ghi nhận ảnh chuẩn mới");
        _pictures.Accepted.ShouldBe([(7L, "Trần Thị B", "đã chỉnh lại giá đỡ")]);
        watched.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Device_without_a_picture_says_why_and_nothing_scrolls_sideways_on_a_phone()
    {
        await using var web = await StartAsync();
        await using var chromium = await Chromium.StartAsync();
        var watched = await chromium.OpenAsync(new Uri(web.Client.BaseAddress!, "/devices/CAM-02").AbsoluteUri, width: 390, height: 844);
        await Expect(watched.Page.Locator("[data-picture='unknown']")).ToHaveTextAsync("Chưa đo được: Thiết bị không cung cấp ảnh chụp và máy giám sát không có bộ giải mã");
        (await watched.ScrollsSidewaysAsync()).ShouldBeFalse();
        await watched.GoAsync(new Uri(web.Client.BaseAddress!, "/devices/CAM-01").AbsoluteUri);
        (await watched.ScrollsSidewaysAsync()).ShouldBeFalse();
        await ShootAsync(watched.Page, "phone-picture");
        watched.Complaints.ShouldBeEmpty();
    }

    private Task<RunningWeb> StartAsync() => RunningWeb.StartAsync(_fleet, TimeProvider.System, configure: services => services.AddSingleton<IPictureReader>(_pictures));

    // What the simulator shows: pictures that a browser can decode.
    private static byte[] Picture(string shot) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Pictures", $"snapshot-{shot}.jpg"));

    private static async Task ShootAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
        }
    }
}
