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
        await using var plainRows = new CopyFile(Path.Combine(folder, "plain.bin"), PlainTable.Write);
        await using var ownRows = new CopyFile(Path.Combine(folder, "own.bin"), ObservationTable.Write);
        var product = await WriteBatchesAsync(begin, 1, [plainRows, ownRows], cancellationToken);
        var fresh = await IngestDisk.ReadAsync(owner, "observations", begin, cancellationToken);
        var copy = await CopyPlainAsync(plainRows.Path, product.Rows, cancellationToken);
        var plainBytes = await PlainTable.BytesPerRowAsync(owner, product.Rows, cancellationToken);
        await TwinTable.CreateAsync(owner, "copied_observations", begin, cancellationToken);
        var twin = await PlainCopy.MeasureAsync(
            cluster, _server, ("copied_observations", ObservationTable.Columns, ownRows.Path), "the same, a table of our shape", product.Rows, cancellationToken);
        var (packed, packing) = await PackAsync(begin, cancellationToken);
        var pool = await WriteBatchesAsync(begin.AddDays(2), 2, [], cancellationToken);
        var entities = await EntityWriter.MeasureAsync(cluster, owner, _server, (begin, options.EntityRows), cancellationToken);
        Console.WriteLine($"plain table of twelve columns with its key: {plainBytes:F1} bytes a row");
        return Report((copy, twin, product, pool, entities), fresh, packed, packing);
    }

    private async Task<Measured> CopyPlainAsync(string file, long rows, CancellationToken cancellationToken)
    {
        await PlainTable.CreateAsync(owner, cancellationToken);
        return await PlainCopy.MeasureAsync(cluster, _server, (PlainTable.Name, PlainTable.Columns, file), "psql \\copy, one of all rows, plain table", rows, cancellationToken);
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

    // A day of all cameras, so many batches at a time, each of as many rows.
    private async Task<Measured> WriteBatchesAsync(DateTimeOffset begin, int writers, CopyFile[] files, CancellationToken cancellationToken)
    {
        // Cameras of their own: one that was written before goes on from its last state.
        var site = $"bench{writers}";
        await IngestFleet.CreateAsync(owner, site, options.Devices, begin.AddDays(-3), cancellationToken);
        var run = new IngestWriters(_app, await IngestFleet.ReadAsync(owner, site, cancellationToken), begin, options.Changes, writers);
        await run.BeginAsync(cancellationToken);
        var server = _server.Read();
        for (var round = 0; round < options.Batches / writers; round++)
        {
            await run.WriteAsync(round, batch => Task.WhenAll(files.Select(file => file.AppendAsync(batch, round, cancellationToken))), cancellationToken);
        }

        foreach (var file in files)
        {
            await file.EndAsync(cancellationToken);
        }

        var watch = Stopwatch.StartNew();
        await CheckpointAsync(cluster, cancellationToken);
        Console.WriteLine($"{writers} writing: {options.Changes:P3} of the polls change a verdict; slowest batch {run.Slowest.TotalMilliseconds:F0} ms");
        var name = writers == 1 ? $"one worker, {options.Devices:N0} a batch" : $"{writers} workers, half of the groups each";
        return new Measured(name, run.Written, run.Elapsed + watch.Elapsed, run.Client, _server.Read() - server);
    }

    /// <summary>Puts everything on disk: whoever wrote pays for it.</summary>
    public static async Task CheckpointAsync(PrivateCluster cluster, CancellationToken cancellationToken)
    {
        await using var superuser = NpgsqlDataSource.Create(cluster.ConnectionString(DatabaseRoles.Superuser, PrivateCluster.DatabaseName));
        await using var command = superuser.CreateCommand("checkpoint");
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static int Report((Measured Copy, Measured Twin, Measured One, Measured Two, Measured Entities) writers, IngestDisk fresh, IngestDisk packed, TimeSpan packing)
    {
        var (copy, twin, one, two, entities) = writers;
        var table = new Table().AddColumns("writer", "rows", "rows/s", "client CPU µs/row", "server CPU µs/row", "÷ psql COPY", "÷ EF Core");
        foreach (var measured in new[] { copy, twin, one, two, entities })
        {
            table.AddRow(measured.Cells(copy, entities));
        }

        AnsiConsole.Write(table);
        var (toCopy, toEntities) = (one.RowsPerSecond / copy.RowsPerSecond, two.RowsPerSecond / entities.RowsPerSecond);
        Console.WriteLine($"rows/s ÷ psql COPY, one worker: {toCopy:F2} (goal {CopyGoal:F2}); to that into a table of our shape: {one.RowsPerSecond / twin.RowsPerSecond:F2}");
        Console.WriteLine($"rows/s ÷ EF Core SaveChanges, two workers: {toEntities:F1} (goal {EntityGoal:F0}); one worker: {one.RowsPerSecond / entities.RowsPerSecond:F1}");
        Console.WriteLine($"fresh: {fresh.BytesPerRow:F1} bytes a row, of it index {fresh.IndexBytesPerRow:F1} (goal {FreshGoal:F0})");
        Console.WriteLine($"packed: {packed.BytesPerRow:F1} bytes a row, of it index {packed.IndexBytesPerRow:F1} (goal {PackedGoal:F0}); {packed.Rows / packing.TotalSeconds:N0} rows/s");
        var holds = toCopy >= CopyGoal && toEntities >= EntityGoal && fresh.BytesPerRow <= FreshGoal && packed.BytesPerRow <= PackedGoal;
        Console.WriteLine(holds ? "good" : "NOT good");
        return holds ? 0 : 1;
    }
}
