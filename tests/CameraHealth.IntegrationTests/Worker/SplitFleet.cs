using System.Text;
using CameraHealth.IntegrationTests.Program;
using CameraHealth.IntegrationTests.Simulator;
using CameraHealth.Simulator;
using CameraHealth.Simulator.Scenarios;
using CameraHealth.Storage.Credentials;
using CameraHealth.Storage.Fleet;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Worker;

/// <summary>A simulated fleet in a database of its own, and the roles as processes of their own, to be started and stopped by a test.</summary>
internal sealed class SplitFleet : IAsyncDisposable
{
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromMinutes(2);

    private readonly ScratchFolder _scratch = new();
    private readonly List<ServeProcess> _processes = [];

    private SplitFleet(TestDatabase database, SimulatedFleet devices) => (Database, Devices) = (database, devices);

    public TestDatabase Database { get; }

    public SimulatedFleet Devices { get; }

    /// <summary>Registers devices that are polled often: health each 10 s, streams each 30 s.</summary>
    public static async Task<SplitFleet> StartAsync(PostgresFixture postgres, params DeviceScenario[] devices)
    {
        var fleet = new SplitFleet(await postgres.CreateDatabaseAsync(), await TestFleet.StartAsync(devices));
        await fleet.Database.ExecuteAsync("""
            update poll_policies set health_interval = '10 s', health_deadline = '5 s', stream_interval = '30 s', stream_deadline = '10 s', stream_receive = '2 s',
                repeat_after = '5 s', failures_to_confirm = 2
            """);
        using var key = WorkerKey.LoadOrCreate(fleet._scratch.Data);
        await WorkerKey.RegisterAsync(key, fleet.Database.App, "test", TestContext.Current.CancellationToken);
        using var csv = new MemoryStream(Encoding.UTF8.GetBytes(FleetCsv.Format(fleet.Devices.Devices)));
        var file = await FleetImport.ReadAsync(csv, TestContext.Current.CancellationToken);
        (await new FleetImport(fleet.Database.App).ApplyAsync(file, dryRun: false, null, TestContext.Current.CancellationToken)).Errors.ShouldBeEmpty();
        return fleet;
    }

    /// <summary>Starts a role and waits until it is ready. Workers of one name are two runs of the program on one machine.</summary>
    public async Task<ServeProcess> ServeAsync(string role, params KeyValuePair<string, string>[] more)
    {
        KeyValuePair<string, string>[] settings =
        [
            .. CameraHealthProgram.Settings(Database), CameraHealthProgram.Setting("CameraNetworks:AllowLoopback", "true"),
            .. more,
            CameraHealthProgram.Setting("Worker:Name", "worker-of-the-test"),
        ];
        var process = await ServeProcess.StartAsync(["--role", role, "--data", _scratch.Data], settings);
        _processes.Add(process);
        await process.ReadyAsync(ReadyTimeout);
        return process;
    }

    /// <summary>For many devices that log in at once: the server's connections are shared with other tests.</summary>
    public KeyValuePair<string, string> FewConnections => CameraHealthProgram.Setting("Database:App", Database.Options.App + ";Maximum Pool Size=12");

    /// <summary>Every batch is there with all its observations and transitions, or not at all.</summary>
    public async Task EveryBatchIsWholeAsync()
    {
        (await Database.ScalarAsync<long>("select count(*) from batches")).ShouldBeGreaterThan(0);
        (await Database.ScalarAsync<long>("select count(*) from batches b where observations <> (select count(*) from observations o where o.batch_seq = b.seq)")).ShouldBe(0);
        (await Database.ScalarAsync<long>("select count(*) from batches b where transitions <> (select count(*) from transitions t where t.batch_id = b.id)")).ShouldBe(0);
        (await Database.ScalarAsync<long>("select count(*) from observations o where not exists (select from batches b where b.seq = o.batch_seq)")).ShouldBe(0);
        (await Database.ScalarAsync<long>("select count(*) from transitions t where not exists (select from batches b where b.id = t.batch_id)")).ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        await Devices.DisposeAsync();
        await Database.DisposeAsync();
        _scratch.Dispose();
    }
}
