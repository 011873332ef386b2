using CameraHealth.IntegrationTests.Program;
using CameraHealth.IntegrationTests.Simulator;
using CameraHealth.Simulator.Scenarios;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Worker;

public sealed class StoppedWorkerTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Time_without_a_worker_is_unknown_from_when_the_observation_was_due_and_moves_the_coverage_only()
    {
        await using var fleet = await SplitFleet.StartAsync(postgres, TestFleet.Camera("GOOD"), TestFleet.Camera("MUTE") with { Fault = DeviceFault.NoMedia });
        var begunAt = TimeProvider.System.GetUtcNow();
        var web = await fleet.ServeAsync("web");
        var worker = await fleet.ServeAsync("worker");
        await web.UntilAsync(async () => await VerdictsAsync(web) == "healthy - none; unhealthy streaming no_frames", Patience, () => "not judged");
        (await worker.StopAsync()).ExitCode.ShouldBe(0);

        await web.UntilAsync(async () => await VerdictsAsync(web) is ['u', 'n', 'k', .. var rest] && rest.Contains("; unknown"), Patience, () => "not unknown");
        var devices = await web.DevicesAsync();
        foreach (var device in devices.Values)
        {
            device.Reason.ShouldBe("no_observation");
            device.Since.ShouldBe(await DueAsync(fleet, device.Code), TimeSpan.FromMilliseconds(1), device.Code);
        }

        var metrics = await web.GetAsync("/metrics");
        metrics.Split('\n').Count(line => line.StartsWith("camerahealth_device_status{", StringComparison.Ordinal) && line.Contains("status=\"unknown\"} 1", StringComparison.Ordinal)).ShouldBe(2);

        var first = await ReadAsync(web, begunAt);
        await web.UntilAsync(async () => (await ReadAsync(web, begunAt))["GOOD"].Unknown > first["GOOD"].Unknown + 3, Patience, () => "time stands still");
        var second = await ReadAsync(web, begunAt);
        first["GOOD"].K1.ShouldBe(1);
        first["MUTE"].K1.ShouldNotBeNull().ShouldBeLessThan(0.5);
        foreach (var code in devices.Keys)
        {
            second[code].K1.ShouldBe(first[code].K1, code);
            (second[code].Up, second[code].Down).ShouldBe((first[code].Up, first[code].Down), code);
            second[code].K3.ShouldNotBeNull().ShouldBeLessThan(first[code].K3!.Value, code);
        }
    }

    private static async Task<string> VerdictsAsync(ServeProcess web) =>
        string.Join("; ", (await web.DevicesAsync()).Values.OrderBy(device => device.Code, StringComparer.Ordinal).Select(device => device.Verdict));

    private static async Task<DateTimeOffset> DueAsync(SplitFleet fleet, string code) => new(await fleet.Database.ScalarAsync<DateTime>(
        $"select s.next_due_at from device_freshness s join devices d on d.id = s.device_id where d.code = '{code}'"));

    private static async Task<Dictionary<string, DeviceSeconds>> ReadAsync(ServeProcess web, DateTimeOffset from) => new(StringComparer.Ordinal)
    {
        ["GOOD"] = await DeviceSeconds.ReadAsync(web, "GOOD", from),
        ["MUTE"] = await DeviceSeconds.ReadAsync(web, "MUTE", from),
    };
}
