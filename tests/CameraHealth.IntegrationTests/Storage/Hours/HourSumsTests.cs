using CameraHealth.IntegrationTests.Storage.Ledger;
using CameraHealth.Storage.Hours;
using CameraHealth.Storage.Queries;
using CameraHealth.Storage.Upkeep;
using CsCheck;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage.Hours;

/// <summary>Hours say what the facts say, whenever they are added up, and outlive them.</summary>
public sealed class HourSumsTests(PostgresFixture postgres)
{
    [Fact]
    public Task Any_order_of_facts_gives_the_hours_of_the_slow_count_also_when_the_facts_are_gone() => CheckAsync(15);

    [Fact(Explicit = true)]
    public Task Any_order_of_facts_gives_the_hours_of_the_slow_count_three_hundred_times() => CheckAsync(300);

    [Fact]
    public async Task Hours_past_their_own_retention_go_a_day_at_a_time()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var fleet = await LedgerFleet.CreateAsync(database, 1, DateTimeOffset.UnixEpoch);
        var id = fleet.Devices[0].Id;
        await database.ExecuteAsync($"""
            insert into device_hours (hour, device_id, kind, good, deviating, failed, refused, inconclusive, duration_sum, duration_min, duration_max, frame_rates, bit_rates, loss_ratios)
            select date_trunc('day', clock_timestamp(), 'UTC') - interval '803 days' + h * interval '1 hour', {id}, 1, 60, 0, 0, 0, 0, 60, 1, 1, 0, 0, 0 from generate_series(0, 95) h
            """);
        var sums = new HourSums(database.App, new ObservationsOptions());
        (await sums.DropExpiredAsync(CancellationToken.None)).ShouldBe(24);
        (await sums.DropExpiredAsync(CancellationToken.None)).ShouldBe(24);
        (await sums.DropExpiredAsync(CancellationToken.None)).ShouldBe(24);
        (await sums.DropExpiredAsync(CancellationToken.None)).ShouldBe(0);
        (await database.ScalarAsync<long>("select count(*) from device_hours")).ShouldBe(24);
    }

    [Fact]
    public async Task Unknown_device_has_no_hours()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        (await new HoursQuery(database.App).ReadAsync("nobody", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1), CancellationToken.None)).ShouldBeNull();
    }

    private async Task CheckAsync(int histories)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await HourStep.All.SampleAsync(steps => HourRun.PlayAsync(database, steps), iter: histories, threads: 1);
    }
}
