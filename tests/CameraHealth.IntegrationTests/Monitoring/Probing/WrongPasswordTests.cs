using System.Globalization;
using CameraHealth.Authentication;
using CameraHealth.IntegrationTests.Program;
using CameraHealth.IntegrationTests.Simulator;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Simulator;
using CameraHealth.Simulator.Scenarios;
using Shouldly;
using Xunit;
using MonitoredKind = CameraHealth.Monitoring.Fleet.DeviceKind;

namespace CameraHealth.IntegrationTests.Monitoring.Probing;

/// <summary>
/// A device whose password was changed is polled a thousand times over ONVIF, RTSP and snapshots by two workers with the command line beside them, while
/// the holds of the budget pass: it never counts more than four refusals, and it locks at five.
/// </summary>
public sealed class WrongPasswordTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const int Polls = 1000;
    private const int MostRefusals = 4;

    // Each passes one hold: the next attempt is due, as it would be that much later.
    private static readonly string[] Holds = ["35 minutes", "1 hour", "1 day", "1 year"];

    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await postgres.CreateDatabaseAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData(AuthenticationMode.Digest)]
    [InlineData(AuthenticationMode.DigestNoQop)]
    [InlineData(AuthenticationMode.UsernameToken)]
    public async Task Thousand_polls_with_a_wrong_password_never_lock_the_account(AuthenticationMode mode)
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera("CAM-" + mode) with { Authentication = mode, Fault = DeviceFault.WrongPassword });
        var device = fleet.Devices[0];
        var workers = new[] { new PollingWorker(_database), new PollingWorker(_database) };
        var target = TargetOf(device);

        var findings = new HashSet<Finding>();
        for (var poll = 0; poll < Polls; poll++)
        {
            findings.UnionWith(await workers[poll % workers.Length].PollAsync(target, poll / workers.Length, TestContext.Current.CancellationToken));
            if ((poll + 1) % (Polls / (Holds.Length + 1)) == 0 && poll + 1 < Polls)
            {
                await LetPassAsync(device, Holds[poll * (Holds.Length + 1) / Polls]);
                await ProbeBesideAsync(device);
            }
        }

        await Task.WhenAll(workers.Select(worker => worker.DisposeAsync().AsTask()));
        device.Counters.Refusals.ShouldBeInRange(2, MostRefusals);
        device.Counters.Locked.ShouldBeFalse();
        findings.ShouldContain(Finding.Refused);
        findings.ShouldNotContain(Finding.Failed, "a refused login is no fault of the device");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{mode}: {Polls} polls, {device.Counters.Refusals} refused logins, locks at 5"));
    }

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
            RtspPort = device.RtspPort,
            StreamPath = device.Scenario.StreamPath,
            PollGroupId = 1,
        },
        new PollPolicy { HealthDeadline = LoadedMachine.Allow(TimeSpan.FromSeconds(30)) },
        new DeviceCredential(device.Scenario.User, device.Scenario.Password),
        false,
        null);

    // The command line on the same database, as somebody who wants to know what is wrong.
    private async Task ProbeBesideAsync(SimulatedDevice device)
    {
        var target = string.Create(CultureInfo.InvariantCulture, $"{device.Address}:{device.OnvifPort}");
        var run = await CameraHealthProgram.RunAsync(
            ["probe", target, "--user", device.Scenario.User, "--password-env", "SECRET", "--seconds", "1"],
            [.. CameraHealthProgram.Settings(_database), CameraHealthProgram.Setting("CameraNetworks:AllowLoopback", "true"), new KeyValuePair<string, string>("SECRET", device.Scenario.Password)]);
        run.ExitCode.ShouldBe(1, run.Output + run.Errors);
    }

    private Task LetPassAsync(SimulatedDevice device, string time) =>
        _database.ExecuteAsync($"update login_budgets set last_attempt_at = last_attempt_at - interval '{time}' where host = '{device.Address}'");
}
