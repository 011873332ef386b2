using System.Globalization;
using System.Text;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Storage.Fleet.Xlsx;
using CameraHealth.Storage.Model;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CameraHealth.Storage.Fleet;

/// <summary>Form of a fleet file.</summary>
public enum FleetFormat
{
    /// <summary>UTF-8 text with commas.</summary>
    Csv,

    /// <summary>A workbook with one sheet.</summary>
    Xlsx,
}

/// <summary>Writes the register as a fleet file that imports unchanged. Holds no password.</summary>
public sealed class FleetExport(NpgsqlDataSource database)
{
    /// <summary>Writes the register, sorted by code.</summary>
    /// <param name="stream">Left open.</param>
    /// <param name="format">Form of the file.</param>
    /// <param name="cancellationToken">Ends it, with half a file.</param>
    /// <returns>Devices written.</returns>
    public async Task<int> WriteAsync(Stream stream, FleetFormat format, CancellationToken cancellationToken)
    {
        await using var context = new StorageContext(StorageContextOptions.For(database));
        var devices = await context.Devices.AsNoTracking().Include(device => device.Site).Include(device => device.Recorder)
            .Include(device => device.Credential).Include(device => device.CredentialSet).ToListAsync(cancellationToken);
        var rows = devices.OrderBy(device => device.Code, StringComparer.Ordinal).Select(Cells);
        if (format == FleetFormat.Xlsx)
        {
            await XlsxFile.WriteAsync(stream, "Fleet", FleetColumns.All, rows, cancellationToken);
        }
        else
        {
            await WriteCsvAsync(stream, rows);
        }

        return devices.Count;
    }

    private static async Task WriteCsvAsync(Stream stream, IEnumerable<object?[]> rows)
    {
        await using var text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
        await using var writer = new CsvWriter(text, CultureInfo.InvariantCulture, leaveOpen: true);
        foreach (var row in rows.Prepend([.. FleetColumns.All]))
        {
            foreach (var cell in row)
            {
                writer.WriteField(Write(cell));
            }

            await writer.NextRecordAsync();
        }
    }

    // In the order of the columns. Text, whole numbers, degrees and days; null: an empty cell.
    private static object?[] Cells(DeviceEntity device) =>
    [
        device.Code, device.Name, Kind(device.Kind), device.Site!.Code, device.Access == AccessPath.Channel ? "channel" : "direct",
        device.Host, device.OnvifPort, device.RtspPort, device.StreamPath, Account(device), device.Recorder?.Code, device.Channel, device.GroupName,
        device.Lat, device.Lon, device.InServiceFrom, device.RequiredDays,
        device.Site.Name, device.Site.Area, device.Site.TimeZone, device.Field, device.Unit, device.Contractor, device.Maker, device.Model, device.CredentialSet?.Name,
    ];

    // The account of a set stands with the set.
    private static string? Account(DeviceEntity device) => device is { Credential: { } credential, CredentialSet: null } ? credential.Account + ":" : null;

    // Numbers stay numbers: a longitude west of Greenwich is no formula.
    private static string Write(object? cell) => cell switch
    {
        string text => CsvCell.Escape(text),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => "",
    };

    private static string Kind(DeviceKind kind) => kind switch
    {
        DeviceKind.Camera => "camera",
        DeviceKind.Recorder => "recorder",
        _ => "encoder",
    };
}
