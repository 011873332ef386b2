using System.Diagnostics;
using CameraHealth.Monitoring;
using CameraHealth.Storage;
using CameraHealth.Storage.Ledger;
using CameraHealth.Storage.PrivatePostgres;
using Npgsql;

namespace CameraHealth.Benchmarks.Ingest;

/// <summary>psql <c>\copy … (format binary)</c> of a file of the same rows, in one go, into a table of the same shape.</summary>
internal static class PlainCopy
{
    private const int BytesPerRow = 256;

    /// <summary>Adds the rows of a batch to the file.</summary>
    public static async Task AppendAsync(FileStream file, ObservationBatch batch, int seq, bool isFirst, CancellationToken cancellationToken)
    {
        var buffer = new CopyBuffer(64 + (batch.Items.Count * BytesPerRow));
        if (isFirst)
        {
            buffer.Header();
        }

        foreach (var item in batch.Items)
        {
            ObservationTable.Write(buffer, ObservationRow.Of(item.Observation), seq);
        }

        await file.WriteAsync(buffer.Written, cancellationToken);
    }

    public static async Task EndAsync(FileStream file, CancellationToken cancellationToken)
    {
        var buffer = new CopyBuffer(2);
        buffer.Trailer();
        await file.WriteAsync(buffer.Written, cancellationToken);
        await file.FlushAsync(cancellationToken);
    }

    public static async Task<Measured> MeasureAsync(
        PrivateCluster cluster, NpgsqlDataSource owner, ServerUsage server, string file, DateTimeOffset day, long rows, CancellationToken cancellationToken)
    {
        await TwinTable.CreateAsync(owner, "copied_observations", day, cancellationToken);
        var before = server.Read();
        var watch = Stopwatch.StartNew();
        var start = new ProcessStartInfo("psql", [
            "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", cluster.SocketFolder, "-U", DatabaseRoles.Owner, "-d", PrivateCluster.DatabaseName,
            "-c", $"\\copy copied_observations ({ObservationTable.Columns.ReplaceLineEndings(" ")}) from '{file}' (format binary)"]);
        using var psql = Process.Start(start)!;
        await psql.WaitForExitAsync(cancellationToken);
        if (psql.ExitCode != 0)
        {
            throw new InvalidOperationException($"psql ended with {psql.ExitCode}");
        }

        await IngestRun.CheckpointAsync(cluster, cancellationToken);
        return new Measured("psql \\copy, one of all rows", rows, watch.Elapsed, null, server.Read() - before);
    }
}
