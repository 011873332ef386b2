using System.Diagnostics;
using CameraHealth.IntegrationTests.Simulator;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Program;

[Collection(ServedFleet.Group)]
public sealed class ServeTests(ServedFleet fleet)
{
    // Every device is asked at once after a start; one that hangs is given up after 15 s on each of two protocols.
    private static readonly TimeSpan JudgedWithin = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Each_broken_device_is_named_with_its_first_broken_rung_and_the_reason()
    {
        await fleet.JudgedAsync(JudgedWithin);
        var devices = await fleet.Serve.DevicesAsync();
        foreach (var code in new[] { "REFUSED-DIGEST", "REFUSED-TOKEN", "REFUSED-ENCODER", "LOCKED" })
        {
            var availability = await fleet.Serve.GetJsonAsync($"/api/v1/devices/{code}/availability");
            availability.GetProperty("downSeconds").GetDouble().ShouldBe(0, code);
            devices[code].Status.ShouldBe("unknown");
        }
    }

    [Fact]
    public async Task Metrics_hold_the_status_of_every_device_and_satisfy_promtool()
    {
        await fleet.JudgedAsync(JudgedWithin);
        var text = await fleet.Serve.GetAsync("/metrics");
        var lines = text.Split('\n').Where(line => line.StartsWith("camerahealth_device_status{", StringComparison.Ordinal)).ToList();
        foreach (var (code, verdicts) in FleetDevice.Expected)
        {
            var held = lines.Where(line => line.Contains($"device=\"{code}\"", StringComparison.Ordinal) && line.Contains("} 1", StringComparison.Ordinal)).ToList();
            held.Count.ShouldBe(1, code);
            held[0].ShouldContain($"status=\"{verdicts[0].Split(' ')[0]}\"");
        }

        lines.Count.ShouldBe(4 * FleetDevice.Expected.Count);
        text.ShouldContain("camerahealth_polls_total{");
        text.ShouldContain("camerahealth_heartbeat_timestamp_seconds{");
        var verdict = await ExternalTool.RunAsync(new ProcessStartInfo("promtool", ["check", "metrics"]), "prometheus", text);

        // The runtime's metrics are named by .NET; what we name must be without fault.
        (verdict.Output + verdict.Errors).Split('\n').Where(line => line.Contains("camerahealth_", StringComparison.Ordinal)).ShouldBeEmpty();
        verdict.ExitCode.ShouldBeOneOf([0, 3], verdict.Errors);
    }

    [Fact]
    public async Task Term_ends_it_within_ten_seconds_with_its_postgres_and_a_second_start_keeps_all_data()
    {
        await fleet.JudgedAsync(JudgedWithin);
        var before = await fleet.Database.CommittedAsync();
        var (exitCode, took) = await fleet.Serve.StopAsync();
        exitCode.ShouldBe(0, fleet.Serve.Log[^Math.Min(fleet.Serve.Log.Length, 2000)..]);
        took.ShouldBeLessThan(LoadedMachine.Allow(TimeSpan.FromSeconds(10)));
        fleet.Database.ServerId.ShouldBeNull("the private Postgres runs on");
        ProcessTable.Naming(fleet.Data).ShouldBeEmpty();

        await fleet.StartAsync();
        before.Except(await fleet.Database.CommittedAsync(), StringComparer.Ordinal).ShouldBeEmpty();
        await fleet.JudgedAsync(JudgedWithin);
    }

    [Fact]
    public async Task Kill_leaves_postgres_for_the_next_start_to_adopt_and_loses_nothing_committed()
    {
        await fleet.JudgedAsync(JudgedWithin);
        var server = fleet.Database.ServerId.ShouldNotBeNull();
        await fleet.Serve.KillAsync();
        var committed = await fleet.Database.CommittedAsync();

        await fleet.StartAsync();
        fleet.Database.ServerId.ShouldBe(server);
        committed.Except(await fleet.Database.CommittedAsync(), StringComparer.Ordinal).ShouldBeEmpty();
        (await fleet.Database.ListAsync<long>("select count(*) from (select sum(observations) from batches having sum(observations) <> (select count(*) from observations)) broken"))
            .ShouldBe([0L], "a batch is there by half");
        await fleet.JudgedAsync(JudgedWithin);
    }
}
