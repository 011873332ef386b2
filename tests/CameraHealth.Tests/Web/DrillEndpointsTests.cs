using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CameraHealth.Monitoring.Drills;
using CameraHealth.Monitoring.Recordings;
using CameraHealth.Storage.Recordings;
using CameraHealth.Tests.Web.Doubles;
using CameraHealth.Web.Drills;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Web;

public sealed class DrillEndpointsTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 8, 0, 0, TimeSpan.Zero));
    private readonly StoredDrills _drills = new();
    private RunningWeb _web = null!;

    public async ValueTask InitializeAsync() => _web = await RunningWeb.StartAsync(new StoredFleet(_time), _time, configure: services => services.AddSingleton<IDrillReader>(_drills));

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Fact]
    public async Task What_was_not_measured_is_null_in_the_answer_and_absent_in_the_metrics()
    {
        _drills.Recordings.Add(new ChannelRecording { Code = "CAM-01", SiteCode = "S", Finding = RecordingCode.NotMeasured, RequiredDays = 30 });
        var answer = JsonDocument.Parse(await _web.GetAsync("/api/v1/devices/CAM-01/recording")).RootElement;
        answer.GetProperty("finding").GetString().ShouldBe("not_measured");
        foreach (var field in new[] { "depthSeconds", "totalSeconds", "newestAgeSeconds", "gapCount", "gapSeconds", "gaps", "isRecording", "dataFrom" })
        {
            answer.GetProperty(field).ValueKind.ShouldBe(JsonValueKind.Null, field);
        }

        var k11 = JsonDocument.Parse(await _web.GetAsync("/api/v1/drills/retrievability")).RootElement;
        (k11.GetProperty("ratio").ValueKind, k11.GetProperty("low").ValueKind, k11.GetProperty("proven").GetInt32()).ShouldBe((JsonValueKind.Null, JsonValueKind.Null, 0));
        var metrics = await _web.GetAsync("/metrics");
        metrics.ShouldNotContain("camerahealth_recording_");
        metrics.ShouldNotContain("camerahealth_drills_total{");
    }

    [Fact]
    public async Task Metrics_tell_depth_gaps_requirement_and_drills_by_result()
    {
        _drills.Recordings.Add(new ChannelRecording
        {
            Code = "CAM-01", SiteCode = "S", Finding = RecordingCode.TooShort, RequiredDays = 30, Depth = TimeSpan.FromDays(2), Total = TimeSpan.FromDays(31), Gaps = 1, GapTime = TimeSpan.FromSeconds(90),
        });
        _drills.Counts["proven"] = 53;
        _drills.Counts["gap"] = 7;
        var metrics = await _web.GetAsync("/metrics");
        metrics.ShouldContain("camerahealth_recording_depth_seconds{device=\"CAM-01\",site=\"S\"} 172800");
        metrics.ShouldContain("camerahealth_recording_gap_seconds{device=\"CAM-01\",site=\"S\"} 90");
        metrics.ShouldContain("camerahealth_recording_required_seconds{device=\"CAM-01\",site=\"S\"} 2592000");
        metrics.ShouldContain("camerahealth_drills_total{result=\"proven\"} 53");
        metrics.ShouldContain("camerahealth_drills_total{result=\"gap\"} 7");
    }

    [Fact]
    public async Task Drill_is_asked_for_by_a_person_with_the_header_of_writes_and_shows_its_progress()
    {
        _drills.Recordings.Add(new ChannelRecording { Code = "CAM-01", SiteCode = "S", Finding = RecordingCode.Good, RequiredDays = 30 });
        (await PostAsync(new { device = "CAM-01", at = "2026-11-20T03:00:00Z", person = "An" }, header: false)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await PostAsync(new { device = "CAM-01", at = "2026-11-20 03:00", seconds = 900 })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync(new { device = "CAM-01", at = "2026-11-26T03:00:00Z", person = "An" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync(new { device = "CAM-99", at = "2026-11-20T03:00:00Z", person = "An" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var asked = await PostAsync(new { device = "CAM-01", at = "2026-11-20T03:00:00Z", person = "An" });
        asked.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        asked.Headers.Location!.ToString().ShouldBe("/api/v1/drills/1");
        var answer = JsonDocument.Parse(await _web.GetAsync("/api/v1/drills/1")).RootElement;
        (answer.GetProperty("step").GetString(), answer.GetProperty("outcome").ValueKind, answer.GetProperty("seconds").GetInt32()).ShouldBe(("waiting", JsonValueKind.Null, 10));
    }

    [Fact]
    public async Task Retrievability_comes_with_its_interval_and_the_failures_by_cause()
    {
        _drills.Figures = Retrievability.Of([.. Enumerable.Range(1, 60).Select(i => ((long)i % 4, i <= 53 ? DrillStanding.Proven : DrillStanding.Failed, i == 60 ? "undecodable" : "gap"))]);
        var k11 = JsonDocument.Parse(await _web.GetAsync("/api/v1/drills/retrievability")).RootElement;
        k11.GetProperty("ratio").GetDouble().ShouldBe(0.8833, 0.0001);
        (k11.GetProperty("low").GetDouble(), k11.GetProperty("high").GetDouble()).ShouldSatisfyAllConditions(i => i.Item1.ShouldBe(0.7782, 0.0001), i => i.Item2.ShouldBe(0.9423, 0.0001));
        k11.GetProperty("failures").GetProperty("undecodable").GetInt32().ShouldBe(1);
        k11.GetProperty("channels").GetInt32().ShouldBe(4);
    }

    private async Task<HttpResponseMessage> PostAsync(object form, bool header = true)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/drills", UriKind.Relative)) { Content = JsonContent.Create(form) };
        if (header)
        {
            request.Headers.Add("X-CameraHealth", "1");
        }

        return await _web.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
