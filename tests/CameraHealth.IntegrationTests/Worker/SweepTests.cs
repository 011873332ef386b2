using CameraHealth.IntegrationTests.Program;
using CameraHealth.IntegrationTests.Simulator;
using CameraHealth.Simulator.Scenarios;
using Npgsql;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Worker;

public sealed class SweepTests(PostgresFixture postgres)
{
    private const string Good = "from observations o join devices d on d.id = o.device_id where d.code like 'GOOD-%' and o.kind = 1";

    // Longer than a command line library waits for a command, shorter than the last batch may take.
    private static readonly TimeSpan Locked = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Devices_that_hang_or_fail_hold_nobody_up_and_a_stop_amid_sweeps_leaves_whole_batches()
    {
        await using var fleet = await SplitFleet.StartAsync(
            postgres,
            [
                .. Enumerable.Range(1, 20).Select(i => TestFleet.Camera($"GOOD-{i}")),
                .. Enumerable.Range(1, 6).Select(i => TestFleet.Camera($"HANGS-{i}") with { Fault = DeviceFault.Hang }),
                .. Enumerable.Range(1, 3).Select(i => TestFleet.Camera($"MUTE-{i}") with { Fault = DeviceFault.NoMedia }),
            ]);
        var worker = await fleet.ServeAsync("worker");
        await worker.UntilAsync(async () => await fleet.Database.ScalarAsync<long>($"select count(distinct o.at - o.due_us * interval '1 us') {Good} and d.code = 'GOOD-1' and o.lateness_ms is not null") >= 5, Patience, () => "few polls");
        var (exitCode, took) = await StopWhileLockedAsync(fleet, worker);
        exitCode.ShouldBe(0);
        took.ShouldBeInRange(Locked, TimeSpan.FromSeconds(10));

        await fleet.EveryBatchIsWholeAsync();
        (await fleet.Database.ScalarAsync<long>("select count(*) from observations o join devices d on d.id = o.device_id where d.code like 'HANGS-%' and o.responding = 3 * 128 + 20")).ShouldBeGreaterThan(6);

        // Every 10 s; a loaded machine may bring one a slot late, never one after the hanging ones' deadline.
        var longestGap = await fleet.Database.ScalarAsync<double>($"select max(gap) from (select extract(epoch from o.at - lag(o.at) over (partition by o.device_id order by o.at))::float8 as gap {Good}) gaps");
        longestGap.ShouldBeLessThan(20);
        (await fleet.Database.ScalarAsync<long>($"select min(polls) from (select count(*) as polls {Good} group by d.id) polled")).ShouldBeGreaterThan(3);
        TestContext.Current.TestOutputHelper?.WriteLine($"longest gap {longestGap:F1} s, stopped in {took.TotalSeconds:F1} s");
    }

    // A batch waits for a lock when the end is asked for: it is still written once the lock is gone.
    private static async Task<(int ExitCode, TimeSpan Took)> StopWhileLockedAsync(SplitFleet fleet, ServeProcess worker)
    {
        await using var connection = await fleet.Database.Owner.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("lock table poll_groups in access exclusive mode; select max(seq) from batches", connection, transaction);
        var last = (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        command.CommandText = "select count(*) from pg_locks where relation = 'poll_groups'::regclass and not granted";
        await worker.UntilAsync(async () => await command.ExecuteScalarAsync() is > 0L, Patience, () => "no batch came");

        var stopped = worker.StopAsync();
        await Task.Delay(Locked, TimeProvider.System);
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        var result = await stopped;
        (await fleet.Database.ScalarAsync<long>("select max(seq) from batches")).ShouldBeGreaterThan(last, "what the polls left was not written");
        return result;
    }
}
