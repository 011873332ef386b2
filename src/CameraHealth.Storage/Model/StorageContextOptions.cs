using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;

namespace CameraHealth.Storage.Model;

/// <summary>How every context is configured.</summary>
internal static class StorageContextOptions
{
    public static DbContextOptionsBuilder<StorageContext> Configure(DbContextOptionsBuilder<StorageContext> builder, string connectionString) =>
        (DbContextOptionsBuilder<StorageContext>)builder.UseNpgsql(connectionString, Common).UseSnakeCaseNamingConvention();

    public static DbContextOptions<StorageContext> For(NpgsqlDataSource dataSource) =>
        ((DbContextOptionsBuilder<StorageContext>)new DbContextOptionsBuilder<StorageContext>()
            .UseNpgsql(dataSource, Common).UseSnakeCaseNamingConvention()).Options;

    /// <summary>Over a connection that somebody else opened and closes.</summary>
    public static DbContextOptions<StorageContext> For(NpgsqlConnection connection) =>
        ((DbContextOptionsBuilder<StorageContext>)new DbContextOptionsBuilder<StorageContext>()
            .UseNpgsql(connection, Common).UseSnakeCaseNamingConvention()).Options;

    // Npgsql's own strategy retries nothing and hides what failed in an InvalidOperationException: callers know a failure of the database by its type.
    private static void Common(NpgsqlDbContextOptionsBuilder npgsql) =>
        npgsql.MigrationsHistoryTable("migrations_history").ExecutionStrategy(dependencies => new NonRetryingExecutionStrategy(dependencies));
}
