using Npgsql;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage.Fleet;

/// <summary>An import and a batch touch the same rows. They meet in one order of locks, whichever comes first.</summary>
public sealed class ImportLockTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        (await ImportAsync("A")).Applied.ShouldBeTrue();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Import_that_meets_a_batch_half_way_waits_and_neither_is_cut_off()
    {
        // The steps of a batch with a first fact, in their order: its groups, the recorded time, the device.
        await using var batch = await _database.App.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await batch.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await StepAsync(batch, "select id from poll_groups order by id for update");
        await StepAsync(batch, $"select pg_advisory_xact_lock({CameraHealth.Storage.AdvisoryLocks.Recording})");
        var import = ImportAsync("Renamed");
        await Backend.WaitUntilBlockedAsync(_database, "poll_groups");
        await StepAsync(batch, "update devices set monitored_from = clock_timestamp()");
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        (await import).Applied.ShouldBeTrue();
        (await _database.ScalarAsync<string>("select name from devices where monitored_from is not null")).ShouldBe("Renamed");
    }

    private static async Task StepAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private Task<CameraHealth.Storage.Fleet.FleetImportResult> ImportAsync(string name) =>
        FleetCsv.ImportAsync(_database.App, $"{FleetCsv.Header}A-1,{name},camera,S,10.0.0.1,80,\n");
}
