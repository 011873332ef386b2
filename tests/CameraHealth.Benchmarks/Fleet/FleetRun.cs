using CameraHealth.Storage;
using CameraHealth.Storage.PrivatePostgres;
using Npgsql;
using Spectre.Console;

namespace CameraHealth.Benchmarks.Fleet;

/// <summary>One run: simulator, private PostgreSQL and program as processes of their own, warm-up, measurement, verdict.</summary>
internal static class FleetRun
{
    private static readonly Dictionary<string, string> Environment = new(StringComparer.Ordinal) { ["CAMERAHEALTH_CameraNetworks__AllowLoopback"] = "true" };

    /// <summary>Runs it.</summary>
    /// <returns>0 when nothing was missed and the lateness stayed below its limit, else 1.</returns>
    public static async Task<int> RunAsync(FleetRunOptions options, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("camerahealth-fleet-").FullName;

        // Not within the folder above, which is closed to the server's user.
        var data = folder + "-data";
        try
        {
            await using var fleet = await SimulatedFleet.StartAsync(options, folder, cancellationToken);
            await using (var import = StartedProgram.Start("camerahealth", Path.Combine(folder, "import.log"), Environment, "fleet", "import", fleet.CsvFile, "--data", data))
            {
                await import.EndAsync(cancellationToken);
            }

            var url = $"http://127.0.0.1:{FreePort.Take()}";
            await using var program = StartedProgram.Start("camerahealth", Path.Combine(folder, "serve.log"), Environment, "serve", "--data", data, "--urls", url);
            using var web = new HttpClient { BaseAddress = new Uri(url) };
            await WaitUntilReadyAsync(web, program, cancellationToken);
            return await MeasureAsync(options, fleet, program, web, data, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, true);
            Directory.Delete(data, true);
        }
    }

    private static async Task<int> MeasureAsync(
        FleetRunOptions options, SimulatedFleet fleet, StartedProgram program, HttpClient web, string data, CancellationToken cancellationToken)
    {
        await PassAsync("warm-up", options.WarmUp, cancellationToken);
        await using var cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions { DataFolder = data }, TimeProvider.System, cancellationToken);
        await using var database = NpgsqlDataSource.Create(cluster.ConnectionString(DatabaseRoles.Owner, PrivateCluster.DatabaseName));
        var from = TimeProvider.System.GetUtcNow();
        var (counted, worker, simulator) = (await Scrape.TakeAsync(web, cancellationToken), ProcessUsage.Of(program.Process), ProcessUsage.Of(fleet.Process));
        await PassAsync("measuring", options.Measured, cancellationToken);
        var to = TimeProvider.System.GetUtcNow();
        var (counts, used, simulated) = ((await Scrape.TakeAsync(web, cancellationToken)).Since(counted), ProcessUsage.Of(program.Process).Since(worker), ProcessUsage.Of(fleet.Process).Since(simulator));

        // The last polls end at their deadline and are written a second later.
        await PassAsync("last polls", TimeSpan.FromSeconds(25), cancellationToken);
        var stored = await StoredPolls.ReadAsync(database, from, to, cancellationToken);
        return Report(options, counts, stored, used, simulated);
    }

    private static int Report(FleetRunOptions options, Scrape counts, IReadOnlyList<StoredPolls> stored, ProcessUsage program, ProcessUsage simulator)
    {
        var table = new Table().AddColumns("kind", "due", "made", "lateness p50", "p99", "max");
        foreach (var kind in stored)
        {
            table.AddRow(kind.Kind, $"{kind.Due}", $"{kind.Scheduled}", $"{kind.MedianMs:F0} ms", $"{kind.P99Ms:F0} ms", $"{kind.MaxMs:F0} ms");
        }

        AnsiConsole.Write(table);
        var minutes = options.Measured.TotalMinutes;
        Console.WriteLine($"{options.Devices} devices, {minutes:0.#} min measured; polls made {counts.Polls}, missed {counts.Missed}, dropped {counts.Dropped}");
        Console.WriteLine($"program:   {program.Cpu.TotalSeconds / options.Measured.TotalSeconds:P1} of a core, peak {program.PeakMemoryMiB:F0} MiB");
        Console.WriteLine($"simulator: {simulator.Cpu.TotalSeconds / options.Measured.TotalSeconds:P1} of a core, peak {simulator.PeakMemoryMiB:F0} MiB");
        var holds = counts is { Missed: 0, Dropped: 0 } && stored.Count >= 2

            // A whole number of minutes holds as many health polls of each device, faulty ones too.
            && stored[0].Due >= options.Devices * Math.Floor(minutes)
            && stored.All(kind => kind.Scheduled >= kind.Due && kind.P99Ms < options.LatenessLimit.TotalMilliseconds);
        Console.WriteLine(holds ? $"good: nothing missed, p99 below {options.LatenessLimit.TotalSeconds:0.#} s" : "NOT good");
        return holds ? 0 : 1;
    }

    private static async Task WaitUntilReadyAsync(HttpClient web, StartedProgram program, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                using var answer = await web.GetAsync("readyz", cancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!program.Process.HasExited)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
        }
    }

    private static async Task PassAsync(string what, TimeSpan time, CancellationToken cancellationToken)
    {
        if (Console.IsOutputRedirected)
        {
            Console.WriteLine($"{what}: {time.TotalMinutes:0.#} min");
            await Task.Delay(time, TimeProvider.System, cancellationToken);
            return;
        }

        await AnsiConsole.Progress().StartAsync(async context =>
        {
            var task = context.AddTask(what, maxValue: time.TotalSeconds);
            while (!context.IsFinished)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken);
                task.Increment(1);
            }
        });
    }
}
