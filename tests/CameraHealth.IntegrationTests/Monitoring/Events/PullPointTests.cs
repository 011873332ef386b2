using CameraHealth.Authentication;
using CameraHealth.IntegrationTests.Onvif;
using CameraHealth.IntegrationTests.Simulator;
using CameraHealth.Monitoring.Events;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Probing;
using CameraHealth.Simulator;
using CameraHealth.Simulator.Events;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;
using MonitoredKind = CameraHealth.Monitoring.Fleet.DeviceKind;

namespace CameraHealth.IntegrationTests.Monitoring.Events;

public sealed class PullPointTests : ILoginBudget
{
    private static readonly SimulatedEvent Tamper = new("tns1:VideoSource/GlobalSceneChange/ImagingService", "Source", "VideoSourceToken001", "State", "true");

    private readonly HeldPullPoints _register = new();
    private readonly CountingGate _gate = new();

    [Fact]
    public Task Five_hundred_visits_leave_no_pull_point_though_devices_restart_and_workers_die() => VisitAsync(500);

    [Fact(Explicit = true)]
    public Task Ten_thousand_visits_leave_no_pull_point_though_devices_restart_and_workers_die() => VisitAsync(10_000);

    [Fact]
    public async Task Pull_point_that_nobody_pulls_any_more_expires()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var fleet = await TestFleet.StartAsync(time, TestFleet.Camera() with { HasEvents = true });
        using var sessions = Sessions(TimeProvider.System);
        await new EventWatch(sessions, _register, TimeProvider.System).VisitAsync(TargetOf(fleet.Devices[0]), TestContext.Current.CancellationToken);
        fleet.Devices[0].PullPointsOpen.ShouldBe(1);
        time.Advance(EventWatch.Life + TimeSpan.FromSeconds(1));
        fleet.Devices[0].PullPointsOpen.ShouldBe(0);
    }

    [Fact]
    public async Task Full_device_is_not_asked_again_in_a_loop()
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera() with { HasEvents = true });
        var device = fleet.Devices[0];
        using var sessions = Sessions(TimeProvider.System);
        var target = TargetOf(device);
        var others = Enumerable.Range(0, 8).Select(_ => new EventWatch(sessions, _register, TimeProvider.System)).ToList();
        foreach (var other in others)
        {
            await other.VisitAsync(target, TestContext.Current.CancellationToken);
        }

        var watch = new EventWatch(sessions, _register, TimeProvider.System);
        await watch.VisitAsync(target, TestContext.Current.CancellationToken);
        var asked = device.Counters.OnvifRequests;
        await watch.VisitAsync(target, TestContext.Current.CancellationToken);
        device.Counters.OnvifRequests.ShouldBe(asked);
        (device.PullPointsOpen, device.PullPointsCreated).ShouldBe((8, 8));
    }

    public ILoginGate GateFor(string host, string account) => _gate;

    // Each 97th visit the worker dies and another closes what it left, each 61st the device restarts and has lost everything.
    private async Task VisitAsync(int visits)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera() with { HasEvents = true });
        var device = fleet.Devices[0];
        var target = TargetOf(device);
        using var sessions = Sessions(TimeProvider.System);
        var watch = new EventWatch(sessions, _register, time);
        var reported = 0;
        for (var visit = 1; visit <= visits; visit++)
        {
            device.Raise(Tamper with { Value = visit % 2 == 0 ? "false" : "true" });
            reported += (await watch.VisitAsync(target, TestContext.Current.CancellationToken)).Count(state => state.Reason == Reason.TamperReported);
            time.Advance(TimeSpan.FromMinutes(1));
            device.PullPointsOpen.ShouldBeLessThanOrEqualTo(1);
            if (visit % 97 == 0)
            {
                watch = new EventWatch(sessions, _register, time);
                foreach (var left in _register.Points.Values)
                {
                    await watch.UnsubscribeAsync(target, left, TestContext.Current.CancellationToken);
                }
            }

            if (visit % 61 == 0)
            {
                device.ForgetPullPoints();
            }
        }

        await watch.CloseAsync(target, TestContext.Current.CancellationToken);
        device.PullPointsOpen.ShouldBe(0);
        _register.Points.ShouldBeEmpty();
        reported.ShouldBeGreaterThan(visits / 2);
        device.PullPointsCreated.ShouldBeGreaterThan(visits / 97);
    }

    private DeviceSessions Sessions(TimeProvider time) => new(this, new CameraNetworks(new CameraNetworksOptions { AllowLoopback = true }), time);

    private static PollTarget TargetOf(SimulatedDevice device) => new(
        new Device
        {
            Id = 1,
            Code = device.Code,
            Name = device.Code,
            Kind = MonitoredKind.Camera,
            SiteCode = "CS-01",
            Access = AccessPath.Direct,
            Host = device.Address.ToString(),
            OnvifPort = device.OnvifPort,
            PollGroupId = 1,
        },
        new PollPolicy { HealthDeadline = LoadedMachine.Allow(TimeSpan.FromSeconds(15)) },
        new DeviceCredential(device.Scenario.User, device.Scenario.Password),
        false,
        null);
}
