using CameraHealth.Storage.Queries;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage.Ledger;

/// <summary>What was recorded up to a moment is the same for ever, whatever the server's clock does.</summary>
public sealed class RecordedTimeTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await postgres.CreateDatabaseAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Reader_that_chooses_now_waits_for_a_writer_that_has_taken_its_time_and_not_committed()
    {
        var scene = await LedgerScene.SetAsync(_database);
        Task writing;
        Task<DeviceAvailability?> reading;
        await using (await Backend.LockTableAsync(_database, "state_intervals", "share"))
        {
            writing = scene.WriteAsync(scene.Owner, scene.See(scene.Owner, Sight.Good, 1), scene.See(scene.Owner, Sight.StreamGood, 2));
            await Backend.WaitUntilBlockedAsync(_database, "insert into state_intervals");
            reading = AskAsync(scene, null);
            await Backend.WaitUntilBlockedAsync(_database, "pg_advisory_xact_lock_shared");
        }

        await writing;
        var answer = (await reading)!;
        answer.Availability.Up.ShouldBeGreaterThan(TimeSpan.Zero);
        (await AskAsync(scene, answer.AsOf))!.Availability.ShouldBe(answer.Availability);
    }

    [Fact]
    public async Task Clock_of_the_server_that_was_set_back_reorders_nothing()
    {
        var scene = await LedgerScene.SetAsync(_database);
        await scene.WriteAsync(scene.Owner, scene.See(scene.Owner, Sight.Good, 1));
        var first = (await AskAsync(scene, null))!;

        // As if what is recorded so far had been recorded with a clock that was ten minutes ahead.
        await _database.ExecuteAsync("update recorded_clock set at = clock_timestamp() + interval '10 minutes'");
        await scene.WriteAsync(scene.Owner, scene.See(scene.Owner, Sight.StreamGood, 2));
        var recorded = await _database.ScalarAsync<DateTime>("select max(recorded_at) from batches");
        (recorded - await _database.ScalarAsync<DateTime>("select clock_timestamp()")).ShouldBeGreaterThan(TimeSpan.FromMinutes(9));

        var second = (await AskAsync(scene, null))!;
        second.AsOf.UtcDateTime.ShouldBeGreaterThanOrEqualTo(recorded);
        second.Availability.Up.ShouldBeGreaterThan(TimeSpan.Zero);
        await scene.WriteAsync(scene.Owner, scene.See(scene.Owner, Sight.Silent, 20), scene.See(scene.Owner, Sight.Silent, 30), scene.See(scene.Owner, Sight.Silent, 40));
        (await AskAsync(scene, first.AsOf))!.Availability.ShouldBe(first.Availability);
        (await AskAsync(scene, second.AsOf))!.Availability.ShouldBe(second.Availability);
    }

    [Fact]
    public async Task Time_that_has_not_come_cannot_be_asked_for()
    {
        var scene = await LedgerScene.SetAsync(_database);
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => AskAsync(scene, scene.Start.AddHours(2)));
        (await new AvailabilityQuery(_database.App).ReadAsync("no such device", scene.Start, scene.Start.AddHours(1), null, TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    private Task<DeviceAvailability?> AskAsync(LedgerScene scene, DateTimeOffset? asOf) =>
        new AvailabilityQuery(_database.App).ReadAsync(scene.Camera.Code, scene.Start, scene.Start.AddHours(1), asOf, TestContext.Current.CancellationToken);
}
