using System.Diagnostics;
using CameraHealth.Storage;
using CameraHealth.Storage.Ledger;
using CameraHealth.Storage.PrivatePostgres;
using CameraHealth.Storage.Upkeep;
using Npgsql;
using Spectre.Console;

namespace CameraHealth.Benchmarks.Ingest;

/// <summary>One run: the product's writer, psql and EF Core write the same observations into the same private server, one after the other.</summary>
internal sealed class IngestRun(IngestOptions options, PrivateCluster cluster, NpgsqlDataSource owner, string folder) : IAsyncDisposable
{
    private const double CopyGoal = 0.5;
    private const double EntityGoal = 15;
    private const double FreshGoal = 90;
    private const double PackedGoal = 20;

    private readonly NpgsqlDataSource _app = NpgsqlDataSource.Create(cluster.ToStorageOptions().App!);
    private ServerUsage _server = null!;

    /// <summary>Runs it.</summary>
    /// <returns>0 when every goal is met, else 1.</returns>
    public static async Task<int> RunAsync(IngestOptions options, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("camerahealth-ingest-").FullName;
        var data = folder + "-data";
        try
        {
            await using var cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions { DataFolder = data }, TimeProvider.System, cancellationToken);
            await DatabaseMigrator.MigrateAsync(cluster.ToStorageOptions().Owner!, cancellationToken);
            await using var owner = NpgsqlDataSource.Create(cluster.ToStorageOptions().Owner!);
            await using var run = new IngestRun(options, cluster, owner, folder);
            return await run.MeasureAsync(cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, true);
            Directory.Delete(data, true);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<int> MeasureAsync(CancellationToken cancellationToken)
    {
        _server = await ServerUsage.OfAsync(owner, cancellationToken);
        var begin = new DateTimeOffset(TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(2), TimeSpan.Zero);
        await IngestFleet.CreateAsync(owner, options.Devices, begin.AddDays(-3), cancellationToken);
        var day = new IngestDay(await IngestFleet.ReadAsync(owner, cancellationToken), begin, options.Changes);
        await using var plainRows = new CopyFile(Path.Combine(folder, "plain.bin"), PlainTable.Write);
        await using var ownRows = new CopyFile(Path.Combine(folder, "own.bin"), ObservationTable.Write);
        var product = await WriteBatchesAsync(day, [plainRows, ownRows], cancellationToken);
        var fresh = await IngestDisk.ReadAsync(owner, "observations", begin, cancellationToken);
        await PlainTable.CreateAsync(owner, cancellationToken);
        var copy = await PlainCopy.MeasureAsync(
            cluster, _server, (PlainTable.Name, PlainTable.Columns, plainRows.Path), "psql \\copy, one of all rows, plain table", product.Rows, cancellationToken);
        var plainBytes = await PlainTable.BytesPerRowAsync(owner, product.Rows, cancellationToken);
        await TwinTable.CreateAsync(owner, "copied_observations", begin, cancellationToken);
        var twin = await PlainCopy.MeasureAsync(
            cluster, _server, ("copied_observations", ObservationTable.Columns, ownRows.Path), "the same, a table of our shape", product.Rows, cancellationToken);
        var (packed, packing) = await PackAsync(begin, cancellationToken);
        var entities = await EntityWriter.MeasureAsync(owner, _server, begin, options.EntityRows, cancellationToken);
        Console.WriteLine($"plain table of twelve columns with its key: {plainBytes:F1} bytes a row");
        return Report(product, copy, twin, entities, fresh, packed, packing);
    }

    // The day lies in the future: its hours are packed as if they were long over.
    private async Task<(IngestDisk Packed, TimeSpan Elapsed)> PackAsync(DateTimeOffset day, CancellationToken cancellationToken)
    {
        var upkeep = new ObservationUpkeep(_app, new ObservationsOptions { PackAfter = TimeSpan.FromDays(-5) });
        var watch = Stopwatch.StartNew();
        while (await upkeep.PackNextHourAsync(cancellationToken) is not null)
        {
            // The next hour.
        }

        await upkeep.EmptyPackedDaysAsync(cancellationToken);
        return (await IngestDisk.ReadAsync(owner, "packed_observations", day, cancellationToken), watch.Elapsed);
    }

    private async Task<Measured> WriteBatchesAsync(IngestDay day, CopyFile[] files, CancellationToken cancellationToken)
    {
        var store = new ObservationStore(_app);
        await store.WriteAsync(day.Streams(), cancellationToken);
        await store.WriteAsync(day.Minute(0), cancellationToken);
        var (watch, client, written, slowest) = (new Stopwatch(), TimeSpan.Zero, 0L, TimeSpan.Zero);
        var server = _server.Read();
        for (var minute = 1; minute <= options.Batches; minute++)
        {
            var batch = day.Minute(minute);
            foreach (var file in files)
            {
                await file.AppendAsync(batch, minute, cancellationToken);
            }

            var (cpu, before) = (Environment.CpuUsage.TotalTime, watch.Elapsed);
            watch.Start();
            var outcome = await store.WriteAsync(batch, cancellationToken);
            watch.Stop();
            client += Environment.CpuUsage.TotalTime - cpu;
            written += outcome.Outdated == 0 ? outcome.Written : throw new InvalidOperationException("a verdict was dropped");
            slowest = watch.Elapsed - before > slowest ? watch.Elapsed - before : slowest;
        }

        foreach (var file in files)
        {
            await file.EndAsync(cancellationToken);
        }

        watch.Start();
        await CheckpointAsync(cluster, cancellationToken);
        watch.Stop();
        Console.WriteLine($"{options.Changes:P3} of the polls change a verdict; slowest batch {slowest.TotalMilliseconds:F0} ms");
        return new Measured($"ObservationStore, {options.Devices:N0} a batch", written, watch.Elapsed, client, _server.Read() - server);
    }

    /// <summary>Puts everything on disk: whoever wrote pays for it.</summary>
    public static async Task CheckpointAsync(PrivateCluster cluster, CancellationToken cancellationToken)
    {
        await using var superuser = NpgsqlDataSource.Create(cluster.ConnectionString(DatabaseRoles.Superuser, PrivateCluster.DatabaseName));
        await using var command = superuser.CreateCommand("checkpoint");
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static int Report(Measured product, Measured copy, Measured twin, Measured entities, IngestDisk fresh, IngestDisk packed, TimeSpan packing)
    {
        var table = new Table().AddColumns("writer", "rows", "rows/s", "client CPU µs/row", "server CPU µs/row", "÷ psql COPY", "÷ EF Core");
        table.AddRow(copy.Cells(copy, entities));
        table.AddRow(twin.Cells(copy, entities));
        table.AddRow(product.Cells(copy, entities));
        table.AddRow(entities.Cells(copy, entities));
        AnsiConsole.Write(table);
        var (toCopy, toEntities) = (product.RowsPerSecond / copy.RowsPerSecond, product.RowsPerSecond / entities.RowsPerSecond);
        Console.WriteLine($"rows/s ÷ psql COPY: {toCopy:F2} (goal {CopyGoal:F2}); to that into a table of our shape: {product.RowsPerSecond / twin.RowsPerSecond:F2}");
        Console.WriteLine($"rows/s ÷ EF Core SaveChanges: {toEntities:F1} (goal {EntityGoal:F0})");
        Console.WriteLine($"fresh: {fresh.BytesPerRow:F1} bytes a row, of it index {fresh.IndexBytesPerRow:F1} (goal {FreshGoal:F0})");
        Console.WriteLine($"packed: {packed.BytesPerRow:F1} bytes a row, of it index {packed.IndexBytesPerRow:F1} (goal {PackedGoal:F0}); {packed.Rows / packing.TotalSeconds:N0} rows/s");
        var holds = toCopy >= CopyGoal && toEntities >= EntityGoal && fresh.BytesPerRow <= FreshGoal && packed.BytesPerRow <= PackedGoal;
        Console.WriteLine(holds ? "good" : "NOT good");
        return holds ? 0 : 1;
    }
}
