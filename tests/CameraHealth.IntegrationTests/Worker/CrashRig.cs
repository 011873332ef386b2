using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using CameraHealth.IntegrationTests.Program;
using CameraHealth.IntegrationTests.Simulator;
using CameraHealth.Storage;
using CameraHealth.Storage.PrivatePostgres;
using Npgsql;
using Shouldly;

namespace CameraHealth.IntegrationTests.Worker;

/// <summary>The program with its private Postgres against simulated cameras that are polled every ten seconds, and what it has acknowledged so far.</summary>
internal sealed partial class CrashRig : IAsyncDisposable
{
    private const int Cameras = 20;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly ScratchFolder _scratch = new();
    private readonly ConcurrentQueue<ServeProcess> _started = new();
    private SimulatorProcess? _simulator;

    public ServeProcess Serve { get; private set; } = null!;

    private FleetDatabase Database => new(_scratch.Data);

    public static async Task<CrashRig> StartAsync()
    {
        var rig = new CrashRig();
        try
        {
            var csv = rig._scratch.PathOf("fleet.csv");
            rig._simulator = await SimulatorProcess.StartAsync(
                "--cameras", Cameras.ToString(CultureInfo.InvariantCulture), "--network", CameraHealth.Simulator.Scenarios.LoopbackBlock.ForTest()[0].ToString(), "--fleet-csv", csv, "--admin", "http://127.0.0.1:0");
            rig._simulator.Ready.ShouldStartWith("ready: ");
            var imported = await CameraHealthProgram.RunAsync("fleet", "import", csv, "--data", rig._scratch.Data);
            imported.ExitCode.ShouldBe(0, imported.Errors);
            await rig.ServeAsync();
            await rig.Database.HastenAsync();
            return rig;
        }
        catch
        {
            await rig.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the program on what is there and waits until it acknowledges.</summary>
    public async Task ServeAsync()
    {
        Serve = await ServeProcess.StartAsync(
            ["--data", _scratch.Data],
            [CameraHealthProgram.Setting("CameraNetworks:AllowLoopback", "true"), CameraHealthProgram.Setting("Serilog:MinimumLevel:Default", "Debug")]);
        _started.Enqueue(Serve);
        await AcknowledgesAsync(1);
    }

    /// <summary>Waits for so many acknowledgements more of the program that runs now.</summary>
    public async Task AcknowledgesAsync(int more)
    {
        var wanted = Acknowledged().Count(Serve.Log) + more;
        await Serve.UntilAsync(() => Task.FromResult(Acknowledged().Count(Serve.Log) >= wanted), Limit, () => "nothing is acknowledged");
    }

    /// <summary>Ends the server and all its children in the middle of whatever they do.</summary>
    public async Task KillPostgresAsync()
    {
        // It may still be starting again after the last time: what is acknowledged meanwhile is on disk.
        await Serve.UntilAsync(() => Task.FromResult(Database.ServerId is not null), Limit, () => "there is no server to end");
        var server = Database.ServerId!;
        string[] family = [server, .. ChildrenOf(server)];
        await ExternalTool.RunAsync("/bin/kill", "procps", ["-KILL", .. family], environment: null);
    }

    /// <summary>Waits until nothing waits on disk and something new went straight to the database.</summary>
    public async Task SettleAsync()
    {
        await Serve.UntilAsync(
            async () => !(await Serve.GetAsync("/readyz").ContinueWith(reply => reply.IsCompletedSuccessfully ? reply.Result : "catchingUp", TaskScheduler.Default)).Contains("\"catchingUp\":true", StringComparison.Ordinal)
                && !SpoolHolds(),
            Limit,
            () => "it does not catch up");
        await AcknowledgesAsync(1);
    }

    /// <summary>Ends the program in order, and checks everything that must hold.</summary>
    public async Task AssertAsync()
    {
        await SettleAsync();
        await using var database = NpgsqlDataSource.Create(await ConnectionAsync());
        var told = _started.SelectMany(serve => Acknowledged().Matches(serve.Log)).Select(line => line.Groups["id"].Value).Distinct(StringComparer.Ordinal).ToList();
        told.Count.ShouldBeGreaterThan(10);

        // The last ones may have gone to disk again, if the database was slow: they come, and what was lost never does.
        List<string> missing = [];
        await Serve.UntilAsync(
            async () => (missing = [.. told.Except(await LedgerChecks.ListAsync(database, "select id::text from batches"), StringComparer.Ordinal)]).Count == 0,
            Limit,
            () => $"acknowledged and not there: {string.Join(", ", missing)}");
        await LedgerChecks.AssertAsync(database);
        (await LedgerChecks.ListAsync(database, "select code from devices d where not exists (select from observations where device_id = d.id)")).ShouldBeEmpty("never observed");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var serve in _started)
        {
            await serve.DisposeAsync();
        }

        if (_simulator is not null)
        {
            await _simulator.DisposeAsync();
        }

        _scratch.Dispose();
    }

    private bool SpoolHolds() => Directory.Exists(Path.Combine(_scratch.Data, "spool")) && Directory.GetFiles(Path.Combine(_scratch.Data, "spool")).Any(file => !file.EndsWith("lock", StringComparison.Ordinal));

    private async Task<string> ConnectionAsync() => new NpgsqlConnectionStringBuilder
    {
        Host = (await File.ReadAllTextAsync(Path.Combine(_scratch.Data, "cluster", "socket"))).Trim(),
        Username = DatabaseRoles.Owner,
        Database = PrivateCluster.DatabaseName,
        Pooling = false,
    }.ConnectionString;

    private static IEnumerable<string> ChildrenOf(string parent)
    {
        foreach (var folder in Directory.GetDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            var fields = "";
            try
            {
                fields = File.ReadAllText(Path.Combine(folder, "stat"));
            }
            catch (IOException)
            {
                continue;
            }

            // pid (name) state parent
            if (fields[(fields.LastIndexOf(')') + 2)..].Split(' ')[1] == parent)
            {
                yield return Path.GetFileName(folder);
            }
        }
    }

    [GeneratedRegex(@"Acknowledged (?<id>[0-9a-f-]{36}): \d+ observations (in the database|on disk)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Acknowledged();
}
