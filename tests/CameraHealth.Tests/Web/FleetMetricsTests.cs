using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Queries;
using CameraHealth.Tests.Web.Doubles;
using CameraHealth.Web.Fleet;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Web;

/// <summary>Beside no other test that starts the web role: the exporter listens to every meter of its name in the process.</summary>
[Collection(nameof(FleetMetricsTests))]
[CollectionDefinition(nameof(FleetMetricsTests), DisableParallelization = true)]
public sealed class FleetMetricsTests
{
    private readonly FakeTimeProvider _time = new(Rows.Now);
    private readonly StoredFleet _fleet;

    public FleetMetricsTests() => _fleet = new StoredFleet(_time);

    [Fact]
    public async Task Text_of_a_healthy_and_a_broken_camera()
    {
        _fleet.Devices = [Rows.Healthy("CAM-01"), Rows.Broken("CAM-02")];
        _fleet.Availability["CAM-01"] = Rows.Availability("CAM-01", up: 23, down: 1, unknown: 0);
        await using var web = await StartAsync();

        var expected = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Web", "metrics.verified.txt"), TestContext.Current.CancellationToken);
        OwnLines(await web.GetAsync("/metrics")).ShouldBe(expected.ReplaceLineEndings("\n").TrimEnd());
    }

    [Fact]
    public async Task Ten_thousand_devices_are_all_there_and_none_is_folded_away()
    {
        _fleet.Devices = [.. Enumerable.Range(0, 10_000).Select(number => Rows.Healthy($"CAM-{number:D5}"))];
        foreach (var device in _fleet.Devices)
        {
            _fleet.Availability[device.Code] = Rows.Availability(device.Code, 24, 0, 0);
        }

        await using var web = await StartAsync();
        var text = await web.GetAsync("/metrics");

        text.ShouldNotContain("otel_metric_overflow");
        var series = text.Split('\n').Where(line => line.StartsWith("camerahealth_", StringComparison.Ordinal))
            .CountBy(line => line.Split('{', ' ')[0]).ToDictionary(StringComparer.Ordinal);
        series["camerahealth_device_status"].ShouldBe(40_000);
        series["camerahealth_device_rung_ok"].ShouldBe(50_000);
        series["camerahealth_availability_ratio"].ShouldBe(20_000);
        series["camerahealth_check_duration_seconds"].ShouldBe(20_000);
        series["camerahealth_stream_frames_per_second"].ShouldBe(10_000);
    }

    [Fact]
    public async Task Devices_that_are_removed_leave_no_series()
    {
        await using var web = await StartAsync();
        for (var round = 0; round < 20; round++)
        {
            _fleet.Devices = [.. Enumerable.Range(round * 5, 90).Select(number => Rows.Healthy($"CAM-{number}"))];
            _time.Advance(TimeSpan.FromSeconds(4));
            var text = await web.GetAsync("/metrics");
            text.Split('\n').Count(line => line.StartsWith("camerahealth_device_status{", StringComparison.Ordinal)).ShouldBe(360, $"round {round}");
        }
    }

    [Fact]
    public async Task Nothing_of_the_fleet_is_told_while_the_database_is_away()
    {
        _fleet.Devices = [Rows.Healthy("CAM-01")];
        await using var web = await StartAsync();
        (await web.GetAsync("/metrics")).ShouldContain("camerahealth_database_up{} 1");

        _fleet.IsAway = true;
        _time.Advance(TimeSpan.FromSeconds(4));
        OwnLines(await web.GetAsync("/metrics")).Split('\n').Where(line => !line.StartsWith('#')).ShouldBe(["camerahealth_database_up{} 0"]);

        _fleet.IsAway = false;
        _time.Advance(TimeSpan.FromSeconds(4));
        (await web.GetAsync("/metrics")).ShouldContain("camerahealth_device_status{");
    }

    [Theory]
    [InlineData(RungStatus.Good, "1")]
    [InlineData(RungStatus.Deviating, "1")]
    [InlineData(RungStatus.Failed, "0")]
    [InlineData(RungStatus.Unknown, null)]
    [InlineData(RungStatus.Blocked, null)]
    [InlineData(RungStatus.Refused, null)]
    public async Task Rung_is_told_only_when_it_was_measured(RungStatus status, string? expected)
    {
        _fleet.Devices = [Rows.Healthy("CAM-01") with { Rungs = [new RungRow(Rung.Streaming, status, Reason.None, Rows.Now, null)] }];
        await using var web = await StartAsync();
        var line = OwnLines(await web.GetAsync("/metrics")).Split('\n').SingleOrDefault(line => line.StartsWith("camerahealth_device_rung_ok{", StringComparison.Ordinal));
        line?.Split(' ')[1].ShouldBe(expected);
        (line is null).ShouldBe(expected is null);
    }

    [Theory]
    [InlineData(Rung.Streaming, "camerahealth_stream_")]
    [InlineData(Rung.Streaming, "camerahealth_check_duration_seconds{device=\"CAM-01\",kind=\"stream\"")]
    [InlineData(Rung.Responding, "camerahealth_clock_offset_seconds{")]
    public async Task Reading_is_absent_when_nobody_vouches_for_the_rung_it_came_from(Rung stale, string series)
    {
        var healthy = Rows.Healthy("CAM-01");
        _fleet.Devices = [healthy];
        await using var web = await StartAsync();
        OwnLines(await web.GetAsync("/metrics")).Split('\n').ShouldContain(line => line.StartsWith(series, StringComparison.Ordinal));

        _fleet.Devices = [healthy with { Rungs = [.. healthy.Rungs.Select(rung => rung.Rung == stale ? rung with { Status = RungStatus.Unknown, Reason = Reason.NoObservation } : rung)] }];
        _time.Advance(TimeSpan.FromSeconds(4));
        OwnLines(await web.GetAsync("/metrics")).Split('\n').ShouldNotContain(line => line.StartsWith(series, StringComparison.Ordinal));
    }

    /// <summary>Our own lines without time-dependent runtime metrics, in an order of their own.</summary>
    private static string OwnLines(string text) => string.Join('\n', text.Split('\n')
        .Where(line => line.Contains("camerahealth_", StringComparison.Ordinal))
        .Where(line => !line.StartsWith("camerahealth_worker", StringComparison.Ordinal)));

    private async Task<RunningWeb> StartAsync()
    {
        var web = await RunningWeb.StartAsync(_fleet, _time);
        var windows = web.Services.GetRequiredService<AvailabilityFeed>();
        while (_fleet.Availability.Count > 0 && windows.Read(AvailabilityWindow.Month).Count == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        return web;
    }
}
