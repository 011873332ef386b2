using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CameraHealth.Benchmarks.Ingest;

/// <summary>EF Core SaveChanges, a thousand rows a batch, change detection off, a new context each: rows only, no verdicts.</summary>
internal static class EntityWriter
{
    private const int BatchSize = 1000;

    public static async Task<Measured> MeasureAsync(NpgsqlDataSource owner, ServerUsage server, DateTimeOffset day, int rows, CancellationToken cancellationToken)
    {
        await TwinTable.CreateAsync(owner, "entity_observations", day, cancellationToken);
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
            BatchSeq = batch,
            NextDueSlot = batch * 12,
            DueUs = 120_000 + i,
            ClockOffsetMs = i,
            Kind = 1,
            VouchedS = 30,
            DurationMs = 100,
            LatenessMs = 5,
            Reachable = 128,
            Responding = 128,
            Authenticated = 128,
            ClockErrorMs = 540,
        }));
        await context.SaveChangesAsync(cancellationToken);
    }

    private sealed class Context(DbContextOptions<Context> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) =>
            modelBuilder.Entity<Row>().ToTable("entity_observations").HasKey(row => new { row.DeviceId, row.At });
    }

    private sealed class Row
    {
        public DateTimeOffset At { get; init; }

        public int DeviceId { get; init; }

        public int BatchSeq { get; init; }

        public int NextDueSlot { get; init; }

        public int DueUs { get; init; }

        public int? ClockOffsetMs { get; init; }

        public short Kind { get; init; }

        public short VouchedS { get; init; }

        public short DurationMs { get; init; }

        public short? LatenessMs { get; init; }

        public short Reachable { get; init; }

        public short Responding { get; init; }

        public short Authenticated { get; init; }

        public short Streaming { get; init; }

        public short? ClockErrorMs { get; init; }

        public byte[] Extra { get; init; } = [];
    }
}
