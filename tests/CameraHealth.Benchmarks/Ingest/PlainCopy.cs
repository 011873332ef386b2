using System.Diagnostics;
using CameraHealth.Storage;
using CameraHealth.Storage.PrivatePostgres;

namespace CameraHealth.Benchmarks.Ingest;

/// <summary>psql <c>\copy … (format binary)</c> of a file of the same observations, in one go.</summary>
internal static class PlainCopy
{
    public static async Task<Measured> MeasureAsync(
        PrivateCluster cluster, ServerUsage server, (string Table, string Columns, string File) what, string name, long rows, CancellationToken cancellationToken)
    {
        await IngestRun.CheckpointAsync(cluster, cancellationToken);
        var before = server.Read();
        var watch = Stopwatch.StartNew();
        var start = new ProcessStartInfo("psql", [
            "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", cluster.SocketFolder, "-U", DatabaseRoles.Owner, "-d", PrivateCluster.DatabaseName,
            "-c", $"\\copy {what.Table} ({what.Columns.ReplaceLineEndings(" ")}) from '{what.File}' (format binary)"]);
        using var psql = Process.Start(start)!;
        await psql.WaitForExitAsync(cancellationToken);
        if (psql.ExitCode != 0)
        {
            throw new InvalidOperationException($"psql ended with {psql.ExitCode}");
        }

        await IngestRun.CheckpointAsync(cluster, cancellationToken);
        return new Measured(name, rows, watch.Elapsed, null, server.Read() - before);
    }
}
