using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace CameraHealth.Storage.Fleet;

/// <summary>The cells of a CSV file: UTF-8 with or without a byte order mark, comma or semicolon, RFC 4180 quotes.</summary>
internal static class CsvTable
{
    // How workbooks of old Excel versions begin, and those with a password.
    private static readonly byte[] CompoundFile = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    public static FleetTable Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Span.StartsWith(CompoundFile))
        {
            return FleetTable.Unreadable(0, $"this is an old Excel file or one with a password: save it as .xlsx without a password");
        }

        return TryDecode(bytes, out var text, out var badLine)
            ? new FleetTable(null, ReadRows(text))
            : FleetTable.Unreadable(badLine, $"this is not UTF-8 text: save the file as 'CSV UTF-8'");
    }

    // A cell may hold lines of its own: a row is named by the line it begins in.
    private static IEnumerable<FleetTableRow> ReadRows(string text)
    {
        using var reader = new StringReader(text);
        var header = text.AsSpan(0, text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? end : text.Length);
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = header.Count(';') > header.Count(',') ? ";" : ",",
            BadDataFound = null,
            IgnoreBlankLines = false,
        });
        for (var next = 1; parser.Read();)
        {
            var line = next;
            next += parser.RawRecord.AsSpan().Count('\n');
            if (parser.Record is { } cells && !cells.All(string.IsNullOrWhiteSpace))
            {
                yield return new FleetTableRow(line, [.. cells.Select(CsvCell.Unescape)], cells.Length);
            }
        }
    }

    private static bool TryDecode(ReadOnlyMemory<byte> bytes, out string text, out int badLine)
    {
        (text, badLine) = ("", 0);
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.Span).TrimStart('\uFEFF');
            return true;
        }
        catch (DecoderFallbackException error)
        {
            badLine = bytes.Span[..error.Index].Count((byte)'\n') + 1;
            return false;
        }
    }
}
