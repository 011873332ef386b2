using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using CameraHealth.Storage.PrivatePostgres;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CameraHealth.Benchmarks.Ingest;

/// <summary>
/// EF Core SaveChanges into <see cref="PlainTable"/>, a thousand rows a batch, change detection off, a new context each: rows only, no verdicts.
/// It runs as a program of its own with the runtime's own settings: ours are tuned for our writer, and would tune the peer too.
/// </summary>
internal static class EntityWriter
{
    private const int BatchSize = 1000;
    private const string ConnectionVariable = "INGEST_CONNECTION";
    // The runtime's default, 85,000 bytes, in the hexadecimal that its variables take.
    private const string RuntimesLargeObject = "14C08";

    /// <summary><c>ingest-entities</c>: the program of its own. The connection comes in <see cref="ConnectionVariable"/>; it prints its rows, seconds and CPU seconds.</summary>
    public static Command CreateCommand()
    {
        var day = new Option<DateTimeOffset>("--day") { Required = true };
        var rows = new Option<int>("--rows") { Required = true };
        var command = new Command("ingest-entities", "Part of ingest: the rows by EF Core.") { day, rows };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => WriteAsync(parsed.GetValue(day), parsed.GetValue(rows), cancellationToken));
        return command;
    }

    /// <summary>Starts that program, and adds the checkpoint that the other writers pay for too.</summary>
    public static async Task<Measured> MeasureAsync(
        PrivateCluster cluster, NpgsqlDataSource owner, ServerUsage server, (DateTimeOffset Day, int Rows) what, CancellationToken cancellationToken)
    {
        await PlainTable.CreateAsync(owner, cancellationToken);
        await IngestRun.CheckpointAsync(cluster, cancellationToken);
        var before = server.Read();
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["ingest-entities", "--day", what.Day.ToString("O", CultureInfo.InvariantCulture), "--rows", $"{what.Rows}"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment[ConnectionVariable] = cluster.ToStorageOptions().Owner;
        start.Environment["DOTNET_gcConcurrent"] = "1";
        start.Environment["DOTNET_GCLOHThreshold"] = RuntimesLargeObject;
        using var program = Process.Start(start)!;
        var printed = await program.StandardOutput.ReadToEndAsync(cancellationToken);
        await program.WaitForExitAsync(cancellationToken);
        var figures = program.ExitCode == 0 ? printed.Split(' ') : throw new InvalidOperationException($"ingest-entities ended with {program.ExitCode}");
        var watch = Stopwatch.StartNew();
        await IngestRun.CheckpointAsync(cluster, cancellationToken);
        TimeSpan Span(int figure) => TimeSpan.FromSeconds(double.Parse(figures[figure], CultureInfo.InvariantCulture));
        return new Measured("EF Core SaveChanges, 1,000 a batch", what.Rows, Span(0) + watch.Elapsed, Span(1), server.Read() - before);
    }

    private static async Task<int> WriteAsync(DateTimeOffset day, int rows, CancellationToken cancellationToken)
    {
        await using var owner = NpgsqlDataSource.Create(Environment.GetEnvironmentVariable(ConnectionVariable)!);
        var options = new DbContextOptionsBuilder<Context>().UseNpgsql(owner).UseSnakeCaseNamingConvention().Options;
        await SaveAsync(options, day, 0, cancellationToken);
        var (client, watch) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        for (var batch = 1; batch <= rows / BatchSize; batch++)
        {
            await SaveAsync(options, day, batch, cancellationToken);
        }

        var cpu = Environment.CpuUsage.TotalTime - client;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds:F3} {cpu.TotalSeconds:F3}"));
        return 0;
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
