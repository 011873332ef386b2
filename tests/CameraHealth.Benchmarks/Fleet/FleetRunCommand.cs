using System.CommandLine;

namespace CameraHealth.Benchmarks.Fleet;

/// <summary><c>fleet</c>: the whole product against a simulated fleet.</summary>
internal static class FleetRunCommand
{
    public static Command Create()
    {
        var devices = new Option<int>("--devices") { Description = "simulated cameras", DefaultValueFactory = _ => 200 };
        var warmUp = new Option<double>("--warm-up") { Description = "minutes before the measurement", DefaultValueFactory = _ => 6 };
        var minutes = new Option<double>("--minutes") { Description = "minutes measured", DefaultValueFactory = _ => 10 };
        var hanging = new Option<double>("--hanging") { Description = "per cent that stop in mid-reply", DefaultValueFactory = _ => 5 };
        var refusing = new Option<double>("--refusing") { Description = "per cent that refuse the password", DefaultValueFactory = _ => 0 };
        var slow = new Option<double>("--slow") { Description = "per cent that answer 1.5 s late", DefaultValueFactory = _ => 0 };
        var cutOff = new Option<bool>("--cut-off") { Description = "the last site is offline" };
        var lateness = new Option<double>("--lateness") { Description = "limit of the p99 of lateness, seconds", DefaultValueFactory = _ => 1 };
        var command = new Command("fleet", "Polls a simulated fleet with the built program and a private PostgreSQL.") { devices, warmUp, minutes, hanging, refusing, slow, cutOff, lateness };
        command.SetAction((parsed, cancellationToken) => FleetRun.RunAsync(
            new FleetRunOptions(
                parsed.GetValue(devices),
                TimeSpan.FromMinutes(parsed.GetValue(warmUp)),
                TimeSpan.FromMinutes(parsed.GetValue(minutes)),
                parsed.GetValue(hanging) / 100,
                parsed.GetValue(refusing) / 100,
                parsed.GetValue(slow) / 100,
                parsed.GetValue(cutOff),
                TimeSpan.FromSeconds(parsed.GetValue(lateness))),
            cancellationToken));
        return command;
    }
}
