using CameraHealth.IntegrationTests.Simulator;
using CameraHealth.Simulator.Scenarios;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Program;

/// <summary>The program on a server that others keep: no private Postgres anywhere.</summary>
public sealed class SharedDatabaseTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Passwords_are_imported_once_a_worker_has_made_its_key_known_and_probes_share_its_budget()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var devices = await TestFleet.StartAsync(TestFleet.Camera("WRONG") with { Site = "S", Fault = DeviceFault.WrongPassword });
        using var scratch = new ScratchFolder();
        var file = scratch.Write("fleet.csv", FleetCsv.Format(devices.Devices));
        KeyValuePair<string, string>[] settings = [.. CameraHealthProgram.Settings(database), CameraHealthProgram.Setting("CameraNetworks:AllowLoopback", "true")];

        var early = await CameraHealthProgram.RunAsync(["fleet", "import", file], settings);
        early.ExitCode.ShouldBe(1);
        early.Errors.ShouldStartWith("dòng 2, cột credential: chưa có worker nào công bố khóa");

        await using var serve = await ServeProcess.StartAsync(["--data", scratch.Data], settings);
        await serve.ReadyAsync(Patience);
        var imported = await CameraHealthProgram.RunAsync(["fleet", "import", file], settings);
        imported.ExitCode.ShouldBe(0, imported.Errors);
        await serve.UntilAsync(async () => (await serve.DevicesAsync()).GetValueOrDefault("WRONG")?.Status == "unknown" && devices["WRONG"].Counters.Refusals > 0, Patience, () => "not polled");

        for (var i = 0; i < 4; i++)
        {
            var probe = await CameraHealthProgram.RunAsync(
                ["probe", devices["WRONG"].OnvifAddress!.ToString(), "--json", "--user", "admin", "--password-env", "SECRET"], [.. settings, new("SECRET", TestFleet.Password)]);
            probe.ExitCode.ShouldBe(1);
            probe.Errors.ShouldNotContain("chỉ thử đăng nhập một lần");
        }

        devices["WRONG"].Counters.Refusals.ShouldBeInRange(1, 2);
        Directory.Exists(Path.Combine(scratch.Data, "postgres")).ShouldBeFalse();
    }

    [Fact]
    public async Task File_that_is_imported_again_and_again_does_not_lock_the_device()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var devices = await TestFleet.StartAsync(
            TestFleet.Camera("DIGEST") with { Site = "S", Fault = DeviceFault.WrongPassword },
            TestFleet.Camera("TOKEN") with { Site = "S", Fault = DeviceFault.WrongPassword, Authentication = AuthenticationMode.UsernameToken });
        using var scratch = new ScratchFolder();
        var file = scratch.Write("fleet.csv", FleetCsv.Format(devices.Devices));
        KeyValuePair<string, string>[] settings = [.. CameraHealthProgram.Settings(database), CameraHealthProgram.Setting("CameraNetworks:AllowLoopback", "true")];
        await using var serve = await ServeProcess.StartAsync(["--data", scratch.Data], settings);
        await serve.ReadyAsync(Patience);
        for (var i = 0; i < 5; i++)
        {
            (await CameraHealthProgram.RunAsync(["fleet", "import", file], settings)).ExitCode.ShouldBe(0);
            foreach (var device in devices.Devices)
            {
                // Both schemes and both protocols, each as its own client with nothing learnt.
                string[] probe = ["probe", device.OnvifAddress!.ToString(), "--user", "admin", "--password-env", "SECRET"];
                (await CameraHealthProgram.RunAsync(probe, [.. settings, new("SECRET", TestFleet.Password)])).ExitCode.ShouldBe(1);
            }
        }

        foreach (var device in devices.Devices)
        {
            device.Counters.Refusals.ShouldBeInRange(2, 4, device.Code);
            device.Counters.Locked.ShouldBeFalse(device.Code);
        }
    }
}
