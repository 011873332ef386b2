using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Pictures;
using CameraHealth.Tests.Web.Doubles;
using CameraHealth.Web.Pictures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Web;

public sealed class PictureEndpointsTests
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 9, 9, 0xFF, 0xD9];

    private readonly FakeTimeProvider _time = new(Rows.Now);
    private readonly StoredFleet _fleet;
    private readonly StoredPictures _pictures;

    public PictureEndpointsTests()
    {
        _fleet = new StoredFleet(_time) { Devices = [Rows.Healthy("CAM 1")] };
        _pictures = new StoredPictures(_fleet) { Contents = { [7] = Jpeg } };
        var latest = StoredPictures.Picture(7, Rows.Now, PictureRole.Latest, new SeenFault("covered", 0.83, 41.2));
        _pictures.Devices["CAM 1"] = new DevicePictures(latest, null, [StoredPictures.Picture(3, Rows.Now.AddDays(-9), PictureRole.Reference)], [], []);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/v1/devices/CAM%201/picture")]
    [InlineData("/api/v1/devices/CAM%201/pictures/7")]
    public async Task Picture_is_a_jpeg_that_no_browser_takes_for_anything_else_and_whoever_sees_it_is_logged(string path)
    {
        await using var web = await StartAsync();
        using var answer = await web.Client.GetAsync(new Uri(path, UriKind.Relative), Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("image/jpeg");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.CacheControl!.ToString().ShouldBe("no-cache, private");
        answer.Headers.ETag!.Tag.ShouldBe("\"7\"");
        (await answer.Content.ReadAsByteArrayAsync(Ct)).ShouldBe(Jpeg);
        _pictures.Views.ShouldBe(["anonymous 127.0.0.1"]);
    }

    [Fact]
    public async Task Unchanged_picture_is_not_sent_again_but_the_view_is_logged()
    {
        await using var web = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/devices/CAM%201/pictures/7", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("If-None-Match", "\"7\"");
        using var answer = await web.Client.SendAsync(request, Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        _pictures.Views.Count.ShouldBe(1);
    }

    [Fact]
    public async Task List_says_what_was_found_and_what_could_be_judged()
    {
        await using var web = await StartAsync();
        var answer = JsonDocument.Parse(await web.GetAsync("/api/v1/devices/CAM%201/pictures")).RootElement;
        var latest = answer.GetProperty("latest");
        latest.GetProperty("findings")[0].GetRawText().ShouldBe("""{"kind":"covered","score":0.83,"areaPercent":41.2}""");
        latest.GetProperty("measured").EnumerateArray().Select(kind => kind.GetString()).ShouldBe(["black", "blurred"]);
        latest.GetProperty("jpeg").GetString().ShouldBe("/api/v1/devices/CAM%201/pictures/7");
        answer.GetProperty("lastGood").ValueKind.ShouldBe(JsonValueKind.Null);
        answer.GetProperty("references")[0].GetProperty("acceptedBy").GetString().ShouldBe("Nguyễn Văn A");
    }

    [Theory]
    [InlineData("/api/v1/devices/NONE/pictures")]
    [InlineData("/api/v1/devices/NONE/picture")]
    [InlineData("/api/v1/devices/NONE/sharpness")]
    [InlineData("/api/v1/devices/CAM%201/pictures/8")]
    public async Task What_is_not_stored_is_404(string path)
    {
        await using var web = await StartAsync();
        using var answer = await web.Client.GetAsync(new Uri(path, UriKind.Relative), Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        _pictures.Views.ShouldBeEmpty();
    }

    [Fact]
    public async Task New_view_is_accepted_by_a_named_person_only_and_with_the_header_that_writes_need()
    {
        await using var web = await StartAsync();
        (await AcceptAsync(web, new { picture = 7, person = "Trần Thị B", note = "đã sửa" }, header: false)).ShouldBe(HttpStatusCode.Forbidden);
        (await AcceptAsync(web, new { picture = 7, person = " " })).ShouldBe(HttpStatusCode.BadRequest);
        (await AcceptAsync(web, new { person = "Trần Thị B" })).ShouldBe(HttpStatusCode.BadRequest);
        _pictures.Accepted.ShouldBeEmpty();
        (await AcceptAsync(web, new { picture = 7, person = "Trần Thị B", note = "đã sửa" })).ShouldBe(HttpStatusCode.NoContent);
        _pictures.Accepted.ShouldBe([(7L, "Trần Thị B", "đã sửa")]);
    }

    [Theory]
    [InlineData(Acceptance.PictureGone, HttpStatusCode.NotFound)]
    [InlineData(Acceptance.PictureFaulty, HttpStatusCode.Conflict)]
    public async Task Picture_that_cannot_be_a_reference_is_refused(Acceptance acceptance, HttpStatusCode status)
    {
        _pictures.Answer = acceptance;
        await using var web = await StartAsync();
        (await AcceptAsync(web, new { picture = 7, person = "Trần Thị B" })).ShouldBe(status);
    }

    [Fact]
    public async Task Page_shows_the_picture_its_findings_and_the_reference_beside_it()
    {
        await using var web = await StartAsync();
        var page = WebUtility.HtmlDecode(await web.GetAsync("/devices/CAM%201"));
        page.ShouldContain("src=\"/api/v1/devices/CAM%201/pictures/7\"");
        page.ShouldContain("src=\"/api/v1/devices/CAM%201/pictures/3\"");
        page.ShouldContain("Ống kính bị che");
        page.ShouldContain("mức 0,83");
        page.ShouldContain("41% diện tích");
    }

    [Fact]
    public async Task Day_on_which_the_lens_is_to_be_cleaned_stands_in_the_answer_and_on_the_page()
    {
        var first = DateOnly.FromDateTime(Rows.Now.UtcDateTime).AddDays(-29);
        var days = Enumerable.Range(0, 30).Select(day => new SharpnessDay(first.AddDays(day), 0.6 - (0.005 * day), 40)).ToList();
        _pictures.Sharpness["CAM 1"] = new DeviceSharpness(StoredPictures.Series(days, 0.6), StoredPictures.Series([]));
        await using var web = await StartAsync();

        var answer = JsonDocument.Parse(await web.GetAsync("/api/v1/devices/CAM%201/sharpness")).RootElement;
        answer.GetProperty("cleaningOn").GetString().ShouldBe(first.AddDays(34).ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        answer.GetProperty("day").GetProperty("course").GetString().ShouldBe("falling");
        answer.GetProperty("day").GetProperty("days").GetArrayLength().ShouldBe(30);
        answer.GetProperty("night").GetProperty("cleaningOn").ValueKind.ShouldBe(JsonValueKind.Null);
        answer.GetProperty("night").GetProperty("course").GetString().ShouldBe("too_few_days");

        var page = WebUtility.HtmlDecode(await web.GetAsync("/devices/CAM%201"));
        page.ShouldContain($"data-cleaning=\"{first.AddDays(34):O}\"");
        page.ShouldContain("-0,5 điểm phần trăm mỗi ngày");
    }

    [Fact]
    public async Task Page_says_that_no_day_for_cleaning_can_be_told()
    {
        await using var web = await StartAsync();
        var page = WebUtility.HtmlDecode(await web.GetAsync("/devices/CAM%201"));
        page.ShouldContain("<strong data-cleaning=\"null\">chưa đo được</strong>");
        page.ShouldContain("mới có 0 trên 10 ngày đủ hình");
    }

    [Fact]
    public async Task Page_says_why_nothing_was_measured()
    {
        _pictures.Devices.Clear();
        var device = Rows.Healthy("CAM 1");
        _fleet.Devices = [device with { Rungs = [.. device.Rungs.Select(rung => rung.Rung != Rung.Picture ? rung : rung with { Status = CameraHealth.Monitoring.Assessment.RungStatus.Unknown, Reason = Reason.PictureSourceMissing })] }];
        await using var web = await StartAsync();
        WebUtility.HtmlDecode(await web.GetAsync("/devices/CAM%201")).ShouldContain("Chưa đo được: Thiết bị không cung cấp ảnh chụp và máy giám sát không có bộ giải mã");
    }

    private Task<RunningWeb> StartAsync() =>
        RunningWeb.StartAsync(_fleet, _time, configure: services => services.AddSingleton<IPictureReader>(_pictures));

    private static async Task<HttpStatusCode> AcceptAsync(RunningWeb web, object form, bool header = true)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/devices/CAM%201/picture/reference", UriKind.Relative)) { Content = JsonContent.Create(form) };
        if (header)
        {
            request.Headers.Add("X-CameraHealth", "1");
        }

        using var answer = await web.Client.SendAsync(request, Ct);
        return answer.StatusCode;
    }
}
