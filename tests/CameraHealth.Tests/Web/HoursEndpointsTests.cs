using System.Net;
using System.Text.Json;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Hours;
using CameraHealth.Tests.Web.Doubles;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Web;

public sealed class HoursEndpointsTests : IAsyncLifetime
{
    // 16:00 UTC is 23:00 at the site: the next hour begins the next local day.
    private static readonly DateTimeOffset Evening = new(2026, 11, 23, 16, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Rows.Now);
    private readonly StoredFleet _fleet;
    private RunningWeb _web = null!;

    public HoursEndpointsTests()
    {
        _fleet = new StoredFleet(_time);
        var stream = new PollSum(9, 1, 1, 0, 1, new MeasureSum(12, 72_000, 5000, 9000), new MeasureSum(10, 240, 20, 25), default, new MeasureSum(10, 0.1, 0, 0.1));
        _fleet.Hours["CAM-01"] =
        [
            new HourSum(Evening, PollKind.Health, new PollSum(60, 0, 0, 0, 0, new MeasureSum(60, 6000, 50, 300), default, default, default)),
            new HourSum(Evening, PollKind.Stream, stream),
            new HourSum(Evening.AddHours(1), PollKind.Stream, stream),
            new HourSum(Evening.AddHours(2), PollKind.Stream, stream),
        ];
    }

    public async ValueTask InitializeAsync() => _web = await RunningWeb.StartAsync(_fleet, _time);

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Fact]
    public async Task Hour_tells_counts_and_sums_and_what_was_not_measured_is_null()
    {
        var item = (await GetAsync("?kind=stream")).GetProperty("items")[0];
        (item.GetProperty("polls").GetInt32(), item.GetProperty("good").GetInt32(), item.GetProperty("inconclusive").GetInt32()).ShouldBe((12, 9, 1));
        item.GetProperty("hour").GetDateTimeOffset().ShouldBe(Evening);
        item.GetProperty("durationSeconds").GetProperty("mean").GetDouble().ShouldBe(6);
        item.GetProperty("framesPerSecond").GetProperty("sum").GetDouble().ShouldBe(240);
        item.GetProperty("bitsPerSecond").ValueKind.ShouldBe(JsonValueKind.Null);
        item.GetProperty("packetLossRatio").GetProperty("mean").GetDouble().ShouldBe(0.01, 1e-12);
    }

    [Fact]
    public async Task Hours_are_paged()
    {
        var page = await GetAsync("?pageSize=3&page=2");
        (page.GetProperty("total").GetInt32(), page.GetProperty("items").GetArrayLength()).ShouldBe((4, 1));
    }

    [Fact]
    public async Task Local_day_has_the_hours_that_begin_on_it()
    {
        var days = await GetAsync("?by=day&kind=stream");
        days.GetProperty("timeZone").GetString().ShouldBe("Asia/Ho_Chi_Minh");
        days.GetProperty("items").EnumerateArray().Select(item => $"{item.GetProperty("day").GetString()} {item.GetProperty("polls").GetInt32()}").ShouldBe(["2026-11-23 12", "2026-11-24 24"]);
    }

    [Theory]
    [InlineData("?by=week", "by")]
    [InlineData("?kind=colour", "kind")]
    [InlineData("?from=2025-01-01T00:00:00Z", "from")]
    [InlineData("?from=2026-11-24T00:00:00Z&to=2026-11-24T00:00:00Z", "from")]
    [InlineData("?pageSize=5001", "pageSize")]
    public async Task Wrong_parameter_is_named(string query, string parameter)
    {
        using var answer = await _web.Client.GetAsync(new Uri($"/api/v1/devices/CAM-01/hours{query}", UriKind.Relative), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain($"\"{parameter}\"");
    }

    [Fact]
    public async Task Unknown_device_is_404_and_a_database_that_is_away_503()
    {
        using var unknown = await _web.Client.GetAsync(new Uri("/api/v1/devices/NONE/hours", UriKind.Relative), TestContext.Current.CancellationToken);
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        _fleet.IsAway = true;
        using var away = await _web.Client.GetAsync(new Uri("/api/v1/devices/CAM-01/hours", UriKind.Relative), TestContext.Current.CancellationToken);
        away.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    private async Task<JsonElement> GetAsync(string query) => JsonDocument.Parse(await _web.GetAsync($"/api/v1/devices/CAM-01/hours{query}")).RootElement;
}
