using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace CameraHealth.Storage.Fleet;

/// <summary>Reads a CSV fleet file: UTF-8 with or without a byte order mark, comma or semicolon, RFC 4180 quotes.</summary>
internal static class FleetFileReader
{
    public const int MaxBytes = 50 * 1024 * 1024;

    public static async Task<FleetFile> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (await ReadBytesAsync(stream, cancellationToken) is not { } bytes)
        {
            return Broken(0, $"the file is larger than 50 MiB");
        }

        if (!TryDecode(bytes, out var text, out var badLine))
        {
            return Broken(badLine, $"this is not UTF-8 text: save the file as 'CSV UTF-8'");
        }

        using var reader = new StringReader(text);
        var header = text.AsSpan(0, text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? end : text.Length);
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = header.Count(';') > header.Count(',') ? ";" : ",",
            BadDataFound = null,
            IgnoreBlankLines = false,
        });
        var lines = new LineCounter(parser);
        if (!await lines.ReadAsync())
        {
            return Broken(0, $"the file is empty");
        }

        var columns = parser.Record!.Select(name => name.Trim().ToLowerInvariant()).ToArray();
        var errors = CheckColumns(columns).ToList();
        return errors.Count > 0 ? new FleetFile(columns, [], errors) : await ReadRowsAsync(lines, columns, cancellationToken);
    }

    private static async Task<FleetFile> ReadRowsAsync(LineCounter parser, string[] columns, CancellationToken cancellationToken)
    {
        var (rows, errors, lines) = (new List<FleetRow>(), new List<FleetFileError>(), new Dictionary<string, int>(StringComparer.Ordinal));
        while (await parser.ReadAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (line, values) = (parser.Line, parser.Record);
            if (values.Length > columns.Length)
            {
                errors.Add(new FleetFileError(line, "", $"the row has {values.Length} values, the header names {columns.Length} columns"));
                continue;
            }

            var fields = columns.Zip(values).ToDictionary(pair => pair.First, pair => CsvCell.Unescape(pair.Second), StringComparer.Ordinal);
            var row = new FleetRowParser(line, fields, errors).Parse();
            // A colon is in no code: what stands there may be a credential that slipped, and is not repeated.
            var code = fields.GetValueOrDefault("code", "").Trim();
            if (code.Length > 0 && !code.Contains(':', StringComparison.Ordinal) && !lines.TryAdd(code, line))
            {
                errors.Add(new FleetFileError(line, "code", $"'{code}' stands in line {lines[code]} already"));
            }
            else if (row is not null)
            {
                rows.Add(row);
            }
        }

        return new FleetFile(columns, rows, [.. errors.OrderBy(error => error.Line)]) { BadCodes = [.. lines.Keys.Except(rows.Select(row => row.Code), StringComparer.Ordinal)] };
    }

    private static IEnumerable<FleetFileError> CheckColumns(string[] columns)
    {
        var missing = FleetColumns.Required.Where(name => !columns.Contains(name, StringComparer.Ordinal)).ToList();
        foreach (var name in missing)
        {
            yield return new FleetFileError(1, name, $"the column is missing");
        }

        // Without a header, a device and its password stand there: a name is repeated only when the rest is a header.
        foreach (var (number, name) in columns.Index().Where(column => !FleetColumns.All.Contains(column.Item, StringComparer.Ordinal)))
        {
            var shown = missing.Count == 0 ? name : (number + 1).ToString(CultureInfo.InvariantCulture);
            yield return new FleetFileError(1, shown, $"there is no such column; known are {string.Join(',', FleetColumns.All)}");
        }

        foreach (var name in columns.Where(name => FleetColumns.All.Contains(name, StringComparer.Ordinal)).GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return new FleetFileError(1, name.Key, $"the column stands twice");
        }
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadBytesAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[81920];
        for (var read = await stream.ReadAsync(buffer, cancellationToken); read > 0; read = await stream.ReadAsync(buffer, cancellationToken))
        {
            bytes.Write(buffer.AsSpan(0, read));
            if (bytes.Length > MaxBytes)
            {
                return null;
            }
        }

        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
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

    private static FleetFile Broken(int line, FormattableString reason) => new([], [], [new FleetFileError(line, "", reason)]);

    /// <summary>Reads rows that hold anything, and tells the line each begins in: a cell may hold lines of its own.</summary>
    private sealed class LineCounter(CsvParser parser)
    {
        private int _next = 1;

        public int Line { get; private set; }

        public string[] Record => parser.Record!;

        public async Task<bool> ReadAsync()
        {
            while (await parser.ReadAsync())
            {
                Line = _next;
                _next += parser.RawRecord.AsSpan().Count('\n');
                if (!Record.All(string.IsNullOrWhiteSpace))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
