using CameraHealth.IntegrationTests.Program;
using CameraHealth.IntegrationTests.Simulator;
using CameraHealth.Simulator.Scenarios;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Worker;

/// <summary>A worker that was stopped in its tracks (SIGSTOP), wakes when another has taken its groups over: it changes nothing that is newer.</summary>
public sealed class FrozenWorkerTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public Task Worker_frozen_and_woken_while_another_took_over_changes_no_newer_state() => FreezeAsync(TimeSpan.FromSeconds(8));

    [Fact(Explicit = true)]
    public Task Worker_frozen_for_five_minutes_changes_no_newer_state() => FreezeAsync(TimeSpan.FromMinutes(5));

    private async Task FreezeAsync(TimeSpan length)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        using var scratch = new ScratchFolder();
        var csv = scratch.PathOf("fleet.csv");
        await using var simulator = await SimulatorProcess.StartAsync("--cameras", "6", "--network", LoopbackBlock.ForTest()[0].ToString(), "--fleet-csv", csv, "--admin", "http://127.0.0.1:0");
        simulator.Ready.ShouldStartWith("ready: ");
        await using var first = await StartAsync(database, scratch.PathOf("first"), "first");
        await HoldsAsync(first, database, "select count(*) > 0 from credential_keys");
        (await CameraHealthProgram.RunAsync(["fleet", "import", csv], Settings(database, "import"))).ExitCode.ShouldBe(0);
        await database.ExecuteAsync("update poll_policies set health_interval = '10 s', health_deadline = '5 s', stream_interval = '60 s', stream_receive = '2 s', repeat_after = '5 s'; update fleet_version set version = version + 1");
        await HoldsAsync(first, database, "select count(*) = 6 from device_freshness where last_at is not null");

        await first.SignalAsync("STOP");
        try
        {
            await TakeOverAsync(first, database, scratch, length);
        }
        finally
        {
            // A stopped process does not hear that it shall end.
            await first.SignalAsync("CONT");
        }
    }

    private static async Task TakeOverAsync(ServeProcess first, TestDatabase database, ScratchFolder scratch, TimeSpan length)
    {
        var epoch = await database.ScalarAsync<long>("select max(epoch) from poll_groups");
        Directory.CreateDirectory(scratch.PathOf("second"));
        await ExternalTool.RunAsync("/bin/cp", "coreutils", ["-a", Path.Combine(scratch.PathOf("first"), "keys"), scratch.PathOf("second")], environment: null);
        await using var second = await StartAsync(database, scratch.PathOf("second"), "second");
        await HoldsAsync(second, database, $"select count(*) > 0 and min(epoch) > {epoch} from poll_groups");
        await HoldsAsync(second, database, "select count(*) = 6 from device_freshness where last_at > (select max(claimed_at) from poll_groups)");
        await Task.Delay(length, TimeProvider.System, TestContext.Current.CancellationToken);
        var taken = await database.ScalarAsync<long>("select sum(epoch)::bigint from poll_groups");
        await database.ExecuteAsync("create table before_waking as select device_id, last_at, clock_timestamp() woken_at from device_freshness");

        await first.SignalAsync("CONT");
        await first.UntilAsync(() => Task.FromResult(first.Log.Contains("Another worker owns", StringComparison.Ordinal)), Limit, () => "the first was not told");
        var batches = await database.ScalarAsync<long>("select count(*) from batches where worker = 'second'");
        await HoldsAsync(second, database, FormattableString.Invariant($"select count(*) >= {batches + 5} from batches where worker = 'second'"));

        (await database.ScalarAsync<long>("select sum(epoch)::bigint from poll_groups")).ShouldBe(taken);
        (await database.ScalarAsync<long>("select count(*) from device_freshness s join before_waking b using (device_id) where s.last_at < b.last_at")).ShouldBe(0);
        (await LedgerChecks.ListAsync(database.Owner, "select t.device_id || ' ' || t.at from transitions t join batches b on b.id = t.batch_id join before_waking w using (device_id) where b.worker = 'first' and b.recorded_at > w.woken_at"))
            .ShouldBeEmpty("the first still judges");
        (await LedgerChecks.ListAsync(database.Owner, "select code from devices d join device_states s on s.device_id = d.id where status <> 1")).ShouldBeEmpty();
        await LedgerChecks.AssertAsync(database.Owner);
    }

    private static Task HoldsAsync(ServeProcess serve, TestDatabase database, string condition) =>
        serve.UntilAsync(() => database.ScalarAsync<bool>(condition), Limit, () => condition);

    private static Task<ServeProcess> StartAsync(TestDatabase database, string data, string name) =>
        ServeProcess.StartAsync(["--role", "worker", "--data", data], Settings(database, name));

    private static KeyValuePair<string, string>[] Settings(TestDatabase database, string name) =>
    [
        CameraHealthProgram.Setting("Database:App", database.Options.App!),
        CameraHealthProgram.Setting("Database:Owner", database.Options.Owner!),
        CameraHealthProgram.Setting("CameraNetworks:AllowLoopback", "true"),
        CameraHealthProgram.Setting("Worker:Name", name),
    ];
}
