using CameraHealth.IntegrationTests.Program;
using CameraHealth.IntegrationTests.Simulator;
using CameraHealth.Simulator;
using CameraHealth.Simulator.Events;
using CameraHealth.Simulator.Scenarios;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Worker;

/// <summary>Devices have a handful of pull points and list none: the worker must lose none, however it ends.</summary>
public sealed class EventTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly KeyValuePair<string, string> Often = CameraHealthProgram.Setting("Worker:EventInterval", "00:00:05");
    private static readonly SimulatedEvent Loss = new("tns1:VideoSource/SignalLoss", "Source", "VideoSourceToken001", "State", "true");

    [Fact]
    public async Task What_devices_report_is_kept_with_its_source_and_no_pull_point_is_left_by_a_kill_or_a_stop()
    {
        await using var fleet = await SplitFleet.StartAsync(
            postgres,
            TestFleet.Camera("PLAIN") with { HasEvents = true },
            TestFleet.Camera("AXIS") with { HasEvents = true, Quirks = [DeviceQuirk.SubscriptionsByReference] },
            TestFleet.Camera("NAT") with { HasEvents = true, Quirks = [DeviceQuirk.InnerHost] },
            TestFleet.Camera("HOLLOW") with { HasEvents = true, Quirks = [DeviceQuirk.EventsHollow] },
            TestFleet.Camera("WITHOUT"));
        var plain = fleet.Devices.Find("PLAIN")!;
        plain.Raise(Loss);
        plain.Raise(new SimulatedEvent("tns1:Device/HardwareFailure/StorageFailure", "Token", "disk1", "Failed", "false"));

        var worker = await fleet.ServeAsync("worker", Often);
        string[] watched = ["PLAIN", "AXIS", "NAT"];
        await OpenAsync(fleet, worker, watched, created: 1);
        await ReportsAsync(fleet, worker, "121 VideoSource/SignalLoss VideoSourceToken001 true");
        fleet.Devices.Find("AXIS")!.Raise(new SimulatedEvent("tns1:RecordingConfig/JobState", "RecordingJobToken", "job1", "State", "Error"));
        await ReportsAsync(fleet, worker, "124 RecordingConfig/JobState job1 true");
        plain.Raise(Loss with { Value = "false" });
        await ReportsAsync(fleet, worker, "121 VideoSource/SignalLoss VideoSourceToken001 false");

        // A run that died cannot unsubscribe: the next one does, at its start.
        await worker.KillAsync();
        watched.ShouldAllBe(code => fleet.Devices.Find(code)!.PullPointsOpen == 1);
        worker = await fleet.ServeAsync("worker", Often);
        await OpenAsync(fleet, worker, watched, created: 2);
        (await worker.StopAsync()).ExitCode.ShouldBe(0);
        fleet.Devices.Devices.ShouldAllBe(device => device.PullPointsOpen == 0);
        (await fleet.Database.ScalarAsync<long>("select count(*) from event_subscriptions")).ShouldBe(0);
        fleet.Devices.Devices.ShouldAllBe(device => device.Counters.Refusals == 0);
    }

    // One open a device, however many were created.
    private static Task OpenAsync(SplitFleet fleet, ServeProcess worker, string[] codes, int created)
    {
        SimulatedDevice[] devices = [.. codes.Select(code => fleet.Devices.Find(code)!)];
        return worker.UntilAsync(
            () => Task.FromResult(devices.All(device => device.PullPointsCreated == created && device.PullPointsOpen == 1)),
            Patience,
            () => string.Join("; ", devices.Select(device => $"{device.Code}: {device.PullPointsOpen} open of {device.PullPointsCreated}")));
    }

    private static Task ReportsAsync(SplitFleet fleet, ServeProcess worker, string report) => worker.UntilAsync(
        async () => await fleet.Database.ScalarAsync<long>(
            $"select count(*) from device_events where concat_ws(' ', reason, topic, source, is_active::text) = '{report}'") == 1,
        Patience,
        () => $"not reported: {report}");
}
