using System.CommandLine;

namespace CameraHealth.Benchmarks.Kpis;

/// <summary><c>kpis</c>: a year of a fleet's figures.</summary>
internal static class KpiBenchCommand
{
    public static Command Create()
    {
        var devices = new Option<int>("--devices") { Description = "devices", DefaultValueFactory = _ => 10_000 };
        var intervals = new Option<int>("--intervals") { Description = "intervals of the overall status a device and year", DefaultValueFactory = _ => 200 };
        var command = new Command("kpis", "Figures of a fleet's year, from daily sums and straight from intervals.") { devices, intervals };
        command.SetAction((parsed, cancellationToken) => KpiBench.RunAsync(parsed.GetValue(devices), parsed.GetValue(intervals), cancellationToken));
        return command;
    }
}
