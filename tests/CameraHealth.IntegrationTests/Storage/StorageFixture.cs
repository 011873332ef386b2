using Xunit;

namespace CameraHealth.IntegrationTests.Storage;

/// <summary>One database for the tests of a class; each test makes devices of its own in it.</summary>
public sealed class StorageFixture(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase? _database;

    /// <summary>The database.</summary>
    public TestDatabase Database => _database!;

    /// <summary>Another one, for a test that counts everything in it.</summary>
    public Task<TestDatabase> CreateAsync() => postgres.CreateDatabaseAsync();

    public async ValueTask InitializeAsync() => _database = await postgres.CreateDatabaseAsync();

    public ValueTask DisposeAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;
}
