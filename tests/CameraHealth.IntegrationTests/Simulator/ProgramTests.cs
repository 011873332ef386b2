using System.Diagnostics;
using System.Globalization;
using CameraHealth.Simulator.Scenarios;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Simulator;

public sealed class ProgramTests
{
    private static readonly string[] SmallFleet =
        ["--cameras", "3", "--recorders", "1", "--channels", "2", "--onvif-port", "0", "--rtsp-port", "0", "--admin", "http://127.0.0.1:0"];

    [Fact]
    public async Task Ends_within_two_seconds_when_its_starter_is_killed()
    {
        await using var simulator = await SimulatorProcess.StartAsync(SmallFleet);
        simulator.Ready.ShouldStartWith("ready: 4 devices, admin http://127.0.0.1:");
        simulator.Shell.Kill();
        (await simulator.EndsWithinAsync(TimeSpan.FromSeconds(2))).ShouldBeTrue();
    }

    [Fact]
    public async Task Ends_within_two_seconds_when_the_named_starter_is_killed_though_its_parent_lives()
    {
        using var other = Process.Start(new ProcessStartInfo("/bin/sleep", "60") { UseShellExecute = false })!;
        await using var simulator = await SimulatorProcess.StartAsync([.. SmallFleet, "--starter", other.Id.ToString(CultureInfo.InvariantCulture)]);
        other.Kill();
        (await simulator.EndsWithinAsync(TimeSpan.FromSeconds(2))).ShouldBeTrue();
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Signal_ends_it_within_two_seconds_with_exit_code_0(string signal)
    {
        await using var simulator = await SimulatorProcess.StartAsync(SmallFleet);
        (await ExternalTool.RunAsync("/bin/kill", "procps", [$"-{signal}", simulator.Id.ToString(CultureInfo.InvariantCulture)], environment: null)).ExitCode.ShouldBe(0);
        (await simulator.EndsWithinAsync(TimeSpan.FromSeconds(2))).ShouldBeTrue();
        await simulator.Shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        simulator.Shell.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Wrong_use_is_exit_code_2_a_taken_port_3_and_help_0()
    {
        var wrong = await RunAsync("--cameras", "many", "--colour");
        wrong.ExitCode.ShouldBe(2);
        wrong.Errors.ShouldContain("--cameras: 0 to 10000 is allowed, found 'many'");
        wrong.Errors.ShouldContain("--colour: no such option");

        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera());
        var device = fleet["CAM-1"];
        var network = string.Join('.', device.Address.ToString().Split('.')[..3]) + ".0";
        var taken = await RunAsync("--cameras", "1", "--network", network, "--rtsp-port", device.RtspPort.ToString(CultureInfo.InvariantCulture), "--onvif-port", "0");
        taken.ExitCode.ShouldBe(3);
        taken.Errors.ShouldContain(device.RtspPort.ToString(CultureInfo.InvariantCulture));

        (await RunAsync("--help")).ShouldSatisfyAllConditions(help => help.ExitCode.ShouldBe(0), help => help.Output.ShouldContain("--fleet-csv"));
    }

    [Fact]
    public async Task Fleet_file_lists_every_device_and_channel_for_its_owner_only()
    {
        var file = Path.Combine(Path.GetTempPath(), $"fleet-{Guid.NewGuid():N}.csv");
        try
        {
            await using var simulator = await SimulatorProcess.StartAsync([.. SmallFleet, "--fleet-csv", file]);
            var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
            lines.Length.ShouldBe(1 + 4 + 2);
            lines[0].ShouldBe("code,name,kind,site,access,host,onvif_port,rtsp_port,stream_path,credential,recorder,channel,group,lat,lon,in_service_from,required_days,site_name");
            lines.ShouldAllBe(line => line.Split(',').Length == 18);
            lines[1].ShouldStartWith("CAM-0001,CAM-0001,camera,SIM-01,direct,127.20.0.1,");
            lines[1].ShouldContain($"/stream1,admin:{DeviceScenario.DefaultPassword},");
            lines[6].ShouldBe("NVR-0001-CH02,NVR-0001 2,camera,SIM-01,channel,,,,/ch2/main,,NVR-0001,2,,,,,,");
            (await ExternalTool.RunAsync("stat", "coreutils", ["-c", "%a", file], environment: null)).Output.Trim().ShouldBe("600");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Thousand_devices_start_in_seconds_and_cost_little_memory()
    {
        var begunAt = Stopwatch.GetTimestamp();
        await using var simulator = await SimulatorProcess.StartAsync(
            "--cameras", "1000", "--network", "127.90.0.0", "--onvif-port", "0", "--rtsp-port", "0", "--admin", "http://127.0.0.1:0");
        var took = Stopwatch.GetElapsedTime(begunAt);
        simulator.Ready.ShouldStartWith("ready: 1000 devices");
        using var process = Process.GetProcessById(simulator.Id);
        var mebibytes = process.WorkingSet64 / (1024.0 * 1024);
        TestContext.Current.TestOutputHelper!.WriteLine($"1,000 devices: {took.TotalSeconds:F2} s, {mebibytes:F0} MiB, {process.Threads.Count} threads");
        took.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        mebibytes.ShouldBeLessThan(200);
        process.Threads.Count.ShouldBeLessThan(60);
    }

    private static Task<ToolResult> RunAsync(params string[] arguments) =>
        ExternalTool.RunAsync(SimulatorProcess.Program, "dotnet-sdk-10.0", arguments, environment: null);
}
