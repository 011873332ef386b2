using System.Net;
using CameraHealth.Tests.Web.Doubles;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Web;

public sealed class ReportEndpointsTests
{
    private readonly FakeTimeProvider _time = new(Rows.Now);
    private readonly StoredFleet _fleet;

    public ReportEndpointsTests() => _fleet = new StoredFleet(_time) { Devices = [Rows.Healthy("CAM-01"), Rows.Broken(StoredReports.Reporting)] };

    [Fact]
    public async Task Report_of_a_device_is_told_with_its_source_and_a_device_that_tells_nothing_has_none()
    {
        await using var web = await RunningWeb.StartAsync(_fleet, _time);
        var told = await web.GetAsync($"/api/v1/devices/{StoredReports.Reporting}/reports");
        told.ShouldContain("\"reason\":\"storage_failure_reported\"");
        told.ShouldContain("\"source\":\"disk1\"");
        (await web.GetAsync("/api/v1/devices/CAM-01/reports")).ShouldContain("\"items\":[]");
        using var unknown = await web.Client.GetAsync(new Uri("/api/v1/devices/NONE/reports", UriKind.Relative), TestContext.Current.CancellationToken);
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Page_shows_reports_only_where_there_are_some()
    {
        await using var web = await RunningWeb.StartAsync(_fleet, _time);
        WebUtility.HtmlDecode(await web.GetAsync($"/devices/{StoredReports.Reporting}")).ShouldContain("Thiết bị báo lỗi ổ lưu trữ");
        WebUtility.HtmlDecode(await web.GetAsync("/devices/CAM-01")).ShouldNotContain("Thiết bị tự báo");
    }
}
