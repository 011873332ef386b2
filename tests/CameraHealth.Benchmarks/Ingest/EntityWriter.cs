using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CameraHealth.Benchmarks.Ingest;

/// <summary>EF Core SaveChanges into <see cref="PlainTable"/>, a thousand rows a batch, change detection off, a new context each: rows only, no verdicts.</summary>
internal static class EntityWriter
{
    private const int BatchSize = 1000;

    public static async Task<Measured> MeasureAsync(NpgsqlDataSource owner, ServerUsage server, DateTimeOffset day, int rows, CancellationToken cancellationToken)
    {
        await PlainTable.CreateAsync(owner, cancellationToken);
        var options = new DbContextOptionsBuilder<Context>().UseNpgsql(owner).UseSnakeCaseNamingConvention().Options;
        await SaveAsync(options, day, 0, cancellationToken);
        var (before, client, watch) = (server.Read(), Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        for (var batch = 1; batch <= rows / BatchSize; batch++)
        {
            await SaveAsync(options, day, batch, cancellationToken);
        }

        return new Measured("EF Core SaveChanges, 1,000 a batch", rows, watch.Elapsed, Environment.CpuUsage.TotalTime - client, server.Read() - before);
    }

    private static async Task SaveAsync(DbContextOptions<Context> options, DateTimeOffset day, int batch, CancellationToken cancellationToken)
    {
        await using var context = new Context(options);
        context.ChangeTracker.AutoDetectChangesEnabled = false;
        context.AddRange(Enumerable.Range(0, BatchSize).Select(i => new Row
        {
            At = day.AddSeconds(batch).AddMilliseconds(i),
            DeviceId = ((batch * BatchSize) + i) % 10_000,
            Kind = 1,
            DueAt = day.AddSeconds(batch),
            NextDueAt = day.AddSeconds(batch + 60),
            VouchedUntil = day.AddSeconds(batch + 90),
            DurationMs = 100,
            LatenessMs = 5,
            Reachable = 128,
            Responding = 128,
            Authenticated = 128,
            ClockOffsetMs = i,
        }));
        await context.SaveChangesAsync(cancellationToken);
    }

    private sealed class Context(DbContextOptions<Context> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) =>
            modelBuilder.Entity<Row>().ToTable(PlainTable.Name).HasKey(row => new { row.DeviceId, row.At });
    }

    private sealed class Row
    {
        public int DeviceId { get; init; }

        public DateTimeOffset At { get; init; }

        public short Kind { get; init; }

        public DateTimeOffset DueAt { get; init; }

        public DateTimeOffset NextDueAt { get; init; }

        public DateTimeOffset VouchedUntil { get; init; }

        public int DurationMs { get; init; }

        public int? LatenessMs { get; init; }

        public short Reachable { get; init; }

        public short Responding { get; init; }

        public short Authenticated { get; init; }

        public int? ClockOffsetMs { get; init; }
    }
}
