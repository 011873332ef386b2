using System.Text;
using CameraHealth.Storage.Fleet;
using Npgsql;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage.Fleet;

/// <summary>Imports and exports of text.</summary>
internal static class FleetCsv
{
    /// <summary>Columns that the tests' short rows name.</summary>
    public const string Header = "code,name,kind,site,host,onvif_port,credential\n";

    public static Task<FleetFile> ReadAsync(string csv) => ReadAsync(Encoding.UTF8.GetBytes(csv));

    public static async Task<FleetFile> ReadAsync(byte[] csv)
    {
        using var stream = new MemoryStream(csv);
        return await FleetImport.ReadAsync(stream, TestContext.Current.CancellationToken);
    }

    public static Task<FleetImportResult> ImportAsync(NpgsqlDataSource database, string csv, bool dryRun = false, IProgress<int>? progress = null) =>
        ImportAsync(database, Encoding.UTF8.GetBytes(csv), dryRun, progress);

    public static async Task<FleetImportResult> ImportAsync(NpgsqlDataSource database, byte[] file, bool dryRun = false, IProgress<int>? progress = null) =>
        await new FleetImport(database).ApplyAsync(await ReadAsync(file), dryRun, progress, TestContext.Current.CancellationToken);

    public static async Task<string> ExportAsync(NpgsqlDataSource database) => Encoding.UTF8.GetString(await ExportAsync(database, FleetFormat.Csv));

    public static async Task<byte[]> ExportAsync(NpgsqlDataSource database, FleetFormat format)
    {
        using var stream = new MemoryStream();
        await new FleetExport(database).WriteAsync(stream, format, TestContext.Current.CancellationToken);
        return stream.ToArray();
    }
}
