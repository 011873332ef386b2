using CameraHealth.Monitoring;
using CameraHealth.Worker.Spooling;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Worker;

/// <summary>Postgres away for half an hour and for two days of virtual time, with room and without: nothing that was observed becomes unknown by it.</summary>
public sealed class DatabaseAwayTests(PostgresFixture postgres)
{
    private const string Unknown = "select count(*) from state_intervals where rung = 0 and superseded_at is null and status = 0 and lower(during) > (select min(lower(during)) from state_intervals)";

    [Theory]
    [InlineData(30, 1)]
    [InlineData(2880, 10)]
    public async Task Everything_comes_back_in_order_once_and_with_the_verdicts_it_had(int minutes, int step)
    {
        await using var rig = await AwayRig.StartAsync(postgres);
        await PollThroughAsync(rig, minutes, step);
        rig.Spool.Report().State.ShouldBe(SpoolState.CatchingUp);
        await rig.CatchUpAsync();
        await rig.PollAsync(TimeSpan.FromMinutes(3 * step), TimeSpan.FromMinutes(step));
        await AssertVerdictsAsync(rig);
        (await rig.Database.ScalarAsync<long>("select count(*) from observations")).ShouldBe(rig.Taken);
    }

    // With --soak only: on a loaded machine virtual time outruns the real database, and what is shed then differs from run to run.
    [Fact(Explicit = true)]
    public async Task Full_spool_costs_raw_samples_and_no_verdict()
    {
        await using var rig = await AwayRig.StartAsync(postgres, new SpoolOptions { MaxBytes = 96 << 10, ReserveBytes = 64 << 10 });
        await PollThroughAsync(rig, 2880, 10);
        rig.Spool.Report().State.ShouldBe(SpoolState.Shedding);
        await rig.CatchUpAsync();
        await rig.PollAsync(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(10));
        await AssertVerdictsAsync(rig);
        (await rig.Database.ScalarAsync<long>("select count(*) from observations")).ShouldBeLessThan(rig.Taken - 100);
    }

    // With --soak only: on a loaded machine virtual time outruns the real database, and what is shed then differs from run to run.
    [Fact(Explicit = true)]
    public async Task Full_reserve_stops_the_assessing_and_that_time_becomes_unknown()
    {
        await using var rig = await AwayRig.StartAsync(postgres, new SpoolOptions { MaxBytes = 24 << 10, ReserveBytes = 12 << 10 });
        await PollThroughAsync(rig, 2880, 10);
        rig.IsAssessing.ShouldBeFalse();
        rig.Spool.Report().State.ShouldBe(SpoolState.Stopped);
        await rig.CatchUpAsync();
        await rig.PollAsync(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(10));
        await rig.CatchUpAsync();
        await rig.StopAsync();
        await LedgerChecks.AssertAsync(rig.Database.Owner);

        // One stop, each device unknown from when it was next due until it was asked again.
        (await rig.Database.ScalarAsync<long>(Unknown)).ShouldBe(rig.States.Count);
        (await rig.Database.ScalarAsync<long>("select coalesce(sum(outdated), 0)::bigint from batches")).ShouldBe(0);
    }

    private static async Task PollThroughAsync(AwayRig rig, int minutes, int step)
    {
        await rig.PollAsync(TimeSpan.FromMinutes(5 * step), TimeSpan.FromMinutes(step));
        rig.Store.IsAway = true;
        await rig.PollAsync(TimeSpan.FromMinutes(minutes), TimeSpan.FromMinutes(step));
        rig.Settlement.IsAway.ShouldBeTrue();
    }

    private static async Task AssertVerdictsAsync(AwayRig rig)
    {
        await rig.SettleAsync();
        await rig.StopAsync();
        await LedgerChecks.AssertAsync(rig.Database.Owner);
        (await rig.Database.ScalarAsync<long>("select coalesce(sum(outdated), 0)::bigint from batches")).ShouldBe(0, "verdicts were made again");
        (await rig.Database.ScalarAsync<long>(Unknown)).ShouldBe(0);
        foreach (var (device, state) in rig.States)
        {
            var stored = await LedgerChecks.ListAsync(rig.Database.Owner, $"select status || ' ' || extract(epoch from f.last_at)::numeric(20, 6) from device_states join device_freshness f using (device_id) where device_id = {device}");
            stored.ShouldBe([FormattableString.Invariant($"{(int)state.Status} {(state.LastAt!.Value.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / 1e7m:F6}")]);
        }
    }
}
