using System.Globalization;
using CameraHealth.IntegrationTests.Program;
using CameraHealth.IntegrationTests.Simulator;
using CameraHealth.Simulator.Scenarios;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Worker;

/// <summary>The program started twice on one database: the second takes over, and nothing is judged by both.</summary>
public sealed class TwoWorkersTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Second_worker_takes_the_groups_and_the_first_gives_them_up_for_good()
    {
        await using var fleet = await SplitFleet.StartAsync(postgres, [.. Enumerable.Range(1, 6).Select(i => TestFleet.Camera($"CAM-{i}"))]);
        var begunAt = TimeProvider.System.GetUtcNow();
        var web = await fleet.ServeAsync("web");
        var first = await fleet.ServeAsync("worker");
        await web.UntilAsync(async () => (await web.DevicesAsync()).Values.All(device => device.Status == "healthy"), Patience, () => "not judged");
        var owner = await OwnersAsync(fleet);

        var second = await fleet.ServeAsync("worker");
        (await OwnersAsync(fleet) == owner).ShouldBeFalse("nothing was taken over");
        owner = await OwnersAsync(fleet);
        await fleet.Devices.SetFaultAsync("CAM-1", DeviceFault.Offline);
        await fleet.Devices.SetFaultAsync("CAM-2", DeviceFault.WrongPassword);
        await fleet.Devices.SetFaultAsync("CAM-3", DeviceFault.WrongClock);
        await first.UntilAsync(() => Task.FromResult(first.Log.Contains("Another worker owns 1 groups", StringComparison.Ordinal)), Patience, () => "the first keeps its groups");

        // A change of the register makes every worker load it again: the first must not take for its own what it has lost.
        await fleet.Database.ExecuteAsync("update fleet_version set version = version + 1");
        var polled = await PolledAsync(first);
        var verdicts = "";
        await web.UntilAsync(async () => (verdicts = await VerdictsAsync(web)) == "unhealthy reachable connect_refused; unknown authenticated credentials_refused; degraded responding clock_off", Patience, () => verdicts);

        // What was in flight when it gave up may have ended since: one poll a device.
        (await PolledAsync(first)).ShouldBeLessThanOrEqualTo(polled + 6, "the first polls on");
        (await OwnersAsync(fleet)).ShouldBe(owner);

        await NothingIsWrittenTwiceAsync(fleet);
        foreach (var code in (await web.DevicesAsync()).Keys)
        {
            (await DeviceSeconds.ReadAsync(web, code, begunAt)).Up.ShouldBeGreaterThan(0, code);
        }

        (await first.StopAsync()).ExitCode.ShouldBe(0);
        (await second.StopAsync()).ExitCode.ShouldBe(0);
        await fleet.EveryBatchIsWholeAsync();
    }

    private static Task<string> OwnersAsync(SplitFleet fleet) => fleet.Database.ScalarAsync<string>("select string_agg(distinct owner, ', ') from poll_groups");

    private static async Task<string> VerdictsAsync(ServeProcess web)
    {
        var devices = await web.DevicesAsync();
        return string.Join("; ", new[] { "CAM-1", "CAM-2", "CAM-3" }.Select(code => devices[code].Verdict.Replace("login_held", "credentials_refused", StringComparison.Ordinal)));
    }

    // Finished polls of any kind, as the worker itself counts them.
    private static async Task<double> PolledAsync(ServeProcess worker) => (await worker.GetAsync("/metrics")).Split('\n')
        .Where(line => line.StartsWith("camerahealth_polls_total{", StringComparison.Ordinal))
        .Sum(line => double.Parse(line.Split("} ")[1].Split(' ')[0], CultureInfo.InvariantCulture));

    // Each verdict begins where the one before it ended, and is there once. Two changes of a rung may share a moment: one that ran out and was blocked in one go.
    private static async Task NothingIsWrittenTwiceAsync(SplitFleet fleet)
    {
        const string Current = "transitions t where not exists (select from transitions later where later.supersedes = t.id)";
        (await fleet.Database.ScalarAsync<long>($"select count(*) from {Current}")).ShouldBeGreaterThan(6);
        (await fleet.Database.ScalarAsync<long>($"select count(*) from (select 1 from {Current} group by device_id, rung, at, from_status, to_status having count(*) > 1) twice")).ShouldBe(0);
        (await fleet.Database.ScalarAsync<long>($"""
            select count(*) from (
                select from_status, lag(to_status) over (partition by device_id, rung order by at, id) as before from {Current}) chain
            where before is not null and from_status <> before
            """)).ShouldBe(0);
    }
}
