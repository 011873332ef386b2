using System.Globalization;
using System.Net.Http.Json;

namespace CameraHealth.Benchmarks.Fleet;

/// <summary>The simulator in a process of its own, with some of its devices broken.</summary>
internal sealed class SimulatedFleet : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly StartedProgram _program;
    private readonly HttpClient _admin;

    private SimulatedFleet(StartedProgram program, HttpClient admin, string csvFile) => (_program, _admin, CsvFile) = (program, admin, csvFile);

    /// <summary>The fleet as a file for the import.</summary>
    public string CsvFile { get; }

    public System.Diagnostics.Process Process => _program.Process;

    public static async Task<SimulatedFleet> StartAsync(FleetRunOptions options, string folder, CancellationToken cancellationToken)
    {
        var (csv, log) = (Path.Combine(folder, "fleet.csv"), Path.Combine(folder, "simulator.log"));
        var address = $"http://127.0.0.1:{FreePort.Take()}";
        var program = StartedProgram.Start(
            "camerahealth-simulator", log, new Dictionary<string, string>(StringComparer.Ordinal),
            "--cameras", options.Devices.ToString(CultureInfo.InvariantCulture), "--network", "127.30.0.0", "--admin", address, "--fleet-csv", csv);
        var admin = new HttpClient { BaseAddress = new Uri(address) };
        admin.DefaultRequestHeaders.Add("X-CameraHealth-Simulator", "1");
        var fleet = new SimulatedFleet(program, admin, csv);
        using var limit = new CancellationTokenSource(StartLimit);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        while (!(await File.ReadAllTextAsync(log, linked.Token)).Contains("ready", StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, linked.Token);
        }

        await fleet.BreakAsync(options, cancellationToken);
        return fleet;
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _program.DisposeAsync();
    }

    // Spread over the fleet, so that every site has its share.
    private async Task BreakAsync(FleetRunOptions options, CancellationToken cancellationToken)
    {
        for (var i = 1; i <= options.Devices; i++)
        {
            var fault = FaultOf(i, options);
            if (fault is not null)
            {
                var code = string.Create(CultureInfo.InvariantCulture, $"CAM-{i:D4}");
                using var answer = await _admin.PutAsJsonAsync($"devices/{code}/fault", new { fault }, cancellationToken);
                answer.EnsureSuccessStatusCode();
            }
        }
    }

    private static string? FaultOf(int number, FleetRunOptions options)
    {
        var place = (number * 37 % 100) / 100.0;
        return options.CutOff && number > options.Devices - 50 ? "offline"
            : place < options.Hanging ? "hang"
            : place < options.Hanging + options.Refusing ? "wrong_password"
            : place < options.Hanging + options.Refusing + options.Slow ? "slow"
            : null;
    }
}
