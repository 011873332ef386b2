using System.Globalization;
using System.Text;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Storage.Model;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CameraHealth.Storage.Fleet;

/// <summary>Writes the register as a fleet file that imports unchanged. Holds no password.</summary>
public sealed class FleetExport(NpgsqlDataSource database)
{
    /// <summary>Writes CSV, UTF-8, sorted by code.</summary>
    /// <returns>Devices written.</returns>
    public async Task<int> WriteAsync(Stream csv, CancellationToken cancellationToken)
    {
        await using var context = new StorageContext(StorageContextOptions.For(database));
        var devices = await context.Devices.AsNoTracking()
            .Include(device => device.Site).Include(device => device.Recorder).Include(device => device.Credential).ToListAsync(cancellationToken);
        await using var text = new StreamWriter(csv, new UTF8Encoding(false), leaveOpen: true);
        await using var writer = new CsvWriter(text, CultureInfo.InvariantCulture, leaveOpen: true);
        foreach (var column in FleetColumns.All)
        {
            writer.WriteField(column);
        }

        await writer.NextRecordAsync();
        foreach (var device in devices.OrderBy(device => device.Code, StringComparer.Ordinal))
        {
            foreach (var cell in Cells(device))
            {
                writer.WriteField(cell);
            }

            await writer.NextRecordAsync();
        }

        return devices.Count;
    }

    private static IEnumerable<string> Cells(DeviceEntity device) =>
    [
        CsvCell.Escape(device.Code), CsvCell.Escape(device.Name), Kind(device.Kind), CsvCell.Escape(device.Site!.Code),
        device.Access == AccessPath.Channel ? "channel" : "direct", CsvCell.Escape(device.Host ?? ""), Number(device.OnvifPort), Number(device.RtspPort),
        CsvCell.Escape(device.StreamPath ?? ""), CsvCell.Escape(device.Credential is { } credential ? credential.Account + ":" : ""), CsvCell.Escape(device.Recorder?.Code ?? ""),
        Number(device.Channel), CsvCell.Escape(device.GroupName ?? ""), Number(device.Lat), Number(device.Lon),
        device.InServiceFrom?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "", Number(device.RequiredDays), CsvCell.Escape(device.Site.Name),
    ];

    // Numbers stay numbers: a longitude west of Greenwich is no formula.
    private static string Number<T>(T? value)
        where T : struct, IFormattable => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    private static string Kind(DeviceKind kind) => kind switch
    {
        DeviceKind.Camera => "camera",
        DeviceKind.Recorder => "recorder",
        _ => "encoder",
    };
}
