using System.Net;
using System.Text.Json;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Tests.Web.Doubles;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Web;

public sealed class DeviceEndpointsTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(Rows.Now);
    private readonly StoredFleet _fleet;
    private RunningWeb _web = null!;

    public DeviceEndpointsTests()
    {
        _fleet = new StoredFleet(_time)
        {
            Devices =
            [
                Rows.Healthy("CAM-01") with { Name = "Bến Đầm 1" },
                Rows.Broken("CAM-02"),
                Rows.Healthy("NVR-01") with { Kind = DeviceKind.Recorder, SiteCode = "HQ" },
            ],
        };
        _fleet.Availability["CAM-01"] = Rows.Availability("CAM-01", up: 18, down: 2, unknown: 4);
    }

    public async ValueTask InitializeAsync() => _web = await RunningWeb.StartAsync(_fleet, _time);

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Theory]
    [InlineData("", "CAM-01 CAM-02 NVR-01", 3)]
    [InlineData("?status=unhealthy", "CAM-02", 1)]
    [InlineData("?site=HQ", "NVR-01", 1)]
    [InlineData("?kind=recorder", "NVR-01", 1)]
    [InlineData("?q=ben%20dam%201", "CAM-01", 1)]
    [InlineData("?sort=-code", "NVR-01 CAM-02 CAM-01", 3)]
    [InlineData("?sort=status&pageSize=1", "CAM-02", 3)]
    [InlineData("?pageSize=2&page=2", "NVR-01", 3)]
    [InlineData("?pageSize=2&page=9", "", 3)]
    public async Task List_is_paged_filtered_and_ordered(string query, string codes, int total)
    {
        var page = await GetJsonAsync($"/api/v1/devices{query}");
        string.Join(' ', page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("code").GetString())).ShouldBe(codes);
        page.GetProperty("total").GetInt32().ShouldBe(total);
    }

    [Fact]
    public async Task Words_are_snake_case_and_what_was_not_measured_is_null()
    {
        var device = await GetJsonAsync("/api/v1/devices/CAM-02");
        device.GetProperty("status").GetString().ShouldBe("unhealthy");
        device.GetProperty("reason").GetString().ShouldBe("connect_timeout");
        device.GetProperty("brokenRung").GetString().ShouldBe("reachable");
        device.GetProperty("rungs")[3].GetProperty("status").GetString().ShouldBe("blocked");
        device.GetProperty("readings").GetProperty("stream").ValueKind.ShouldBe(JsonValueKind.Null);
        device.GetProperty("readings").GetProperty("clock").ValueKind.ShouldBe(JsonValueKind.Null);
        device.GetProperty("failureTrace").GetArrayLength().ShouldBe(2);
    }

    [Theory]
    [InlineData("/api/v1/devices?page=0&pageSize=1001&status=good&kind=x&sort=host", "page pageSize status kind sort")]
    [InlineData("/api/v1/devices?page=-1", "page")]
    [InlineData("/api/v1/devices/CAM-01/availability?from=2026-11-23&to=2026-11-24T00:00:00", "to from")]
    [InlineData("/api/v1/devices/CAM-01/availability?from=2026-11-24T08:00:00Z&to=2026-11-24T08:00:00Z", "from")]
    [InlineData("/api/v1/devices/CAM-01/availability?from=2020-11-24T08:00:00Z", "from")]
    [InlineData("/api/v1/devices/CAM-01/availability?asOf=yesterday", "asOf")]
    public async Task Every_wrong_parameter_is_named_at_once(string path, string names)
    {
        using var answer = await _web.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        string.Join(' ', problem.RootElement.GetProperty("errors").EnumerateObject().Select(error => error.Name)).ShouldBe(names);
    }

    [Theory]
    [InlineData("/api/v1/devices/NONE")]
    [InlineData("/api/v1/devices/NONE/availability")]
    [InlineData("/api/v1/nothing")]
    public async Task What_does_not_exist_is_a_404_problem(string path)
    {
        using var answer = await _web.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("/api/v1/devices")]
    [InlineData("/api/v1/devices/CAM-01")]
    [InlineData("/api/v1/devices/CAM-01/availability")]
    public async Task Database_that_is_away_is_a_503_problem_that_tells_no_secret(string path)
    {
        _fleet.IsAway = true;
        using var answer = await _web.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        body.ShouldContain("database_unavailable");
        body.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Availability_books_every_second_and_states_band_and_coverage()
    {
        var found = await GetJsonAsync("/api/v1/devices/CAM-01/availability?from=2026-11-23T15:00:00+07:00&to=2026-11-24T08:00:00Z&asOf=2026-11-24T08:00:00Z");
        found.GetProperty("from").GetDateTimeOffset().ShouldBe(Rows.Now.AddDays(-1));
        double Seconds(string name) => found.GetProperty($"{name}Seconds").GetDouble();
        (Seconds("up") + Seconds("down") + Seconds("maintenance") + Seconds("unknown") + Seconds("notInService")).ShouldBe(Seconds("window"));
        Seconds("up").ShouldBe(18 * 3600);
        found.GetProperty("availabilityRatio").GetDouble().ShouldBe(0.9);
        found.GetProperty("availabilityRatioLow").GetDouble().ShouldBe(0.75);
        found.GetProperty("availabilityRatioHigh").GetDouble().ShouldBe(22.0 / 24, 1e-12);
        found.GetProperty("coverageRatio").GetDouble().ShouldBe(20.0 / 24, 1e-12);
        found.GetProperty("sufficientCoverage").GetBoolean().ShouldBeFalse();
        found.GetProperty("asOf").GetDateTimeOffset().ShouldBe(Rows.Now);
    }

    [Fact]
    public async Task Description_lists_the_addresses_and_the_words_of_the_closed_sets()
    {
        var description = await GetJsonAsync("/openapi/v1.json");
        description.GetProperty("paths").EnumerateObject().Select(path => path.Name)
            .ShouldBe(
                [
                    "/api/v1/devices", "/api/v1/devices/{code}", "/api/v1/devices/{code}/availability", "/api/v1/devices/{code}/corrections",
                    "/api/v1/devices/{code}/corrections/{id}", "/api/v1/devices/{code}/hours", "/api/v1/devices/{code}/maintenance",
                    "/api/v1/devices/{code}/picture", "/api/v1/devices/{code}/picture/reference", "/api/v1/devices/{code}/pictures", "/api/v1/devices/{code}/pictures/{id}", "/api/v1/devices/{code}/sharpness",
                    "/api/v1/devices/{code}/maintenance/{id}", "/api/v1/devices/{code}/reports", "/api/v1/kpis", "/api/v1/ledger/seals",
                    "/api/v1/drills", "/api/v1/drills/{id}", "/api/v1/drills/{id}/still", "/api/v1/drills/retrievability", "/api/v1/drills/nights", "/api/v1/recordings", "/api/v1/devices/{code}/recording",
                ],
                ignoreOrder: true);
        description.GetRawText().ShouldContain(nameof(Status.Unhealthy).ToLowerInvariant());
    }

    private async Task<JsonElement> GetJsonAsync(string path)
    {
        using var answer = await _web.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, body);
        using var json = JsonDocument.Parse(body);
        return json.RootElement.Clone();
    }
}
