using System.Xml;

namespace CameraHealth.Storage.Fleet.Xlsx;

/// <summary>The cells of a workbook's fleet sheet: the one named Fleet, else the first that is shown.</summary>
internal static class XlsxTable
{
    public static bool IsXlsx(ReadOnlySpan<byte> bytes) => bytes.StartsWith("PK\u0003\u0004"u8) || bytes.StartsWith("PK\u0005\u0006"u8);

    public static FleetTable Read(ReadOnlyMemory<byte> bytes)
    {
        string? sheet = null;
        try
        {
            using var package = new XlsxPackage(bytes);
            var workbook = XlsxWorkbook.Read(package);
            sheet = workbook.Sheet;
            return new XlsxSheet(package, workbook).Read();
        }
        catch (XlsxException error)
        {
            return FleetTable.Unreadable(0, error.Reason) with { Sheet = sheet };
        }
        catch (Exception error) when (error is InvalidDataException or XmlException or NotSupportedException or EndOfStreamException or ArgumentException)
        {
            return FleetTable.Unreadable(0, $"the workbook is damaged or none of Excel's: {error.Message}") with { Sheet = sheet };
        }
    }
}
