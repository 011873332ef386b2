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
        if (await ReadTextAsync(stream, cancellationToken) is not { } text)
        {
            return Broken($"the file is larger than 50 MiB or not UTF-8 text");
        }

        using var reader = new StringReader(text);
        var header = text.AsSpan(0, text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? end : text.Length);
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = header.Count(';') > header.Count(',') ? ";" : ",",
            BadDataFound = null,
            IgnoreBlankLines = true,
        });
        if (!await parser.ReadAsync())
        {
            return Broken($"the file is empty");
        }

        var columns = parser.Record!.Select(name => name.Trim().ToLowerInvariant()).ToArray();
        var errors = CheckColumns(columns).ToList();
        return errors.Count > 0 ? new FleetFile([], errors) : await ReadRowsAsync(parser, columns, cancellationToken);
    }

    private static async Task<FleetFile> ReadRowsAsync(CsvParser parser, string[] columns, CancellationToken cancellationToken)
    {
        var (rows, errors, lines) = (new List<FleetRow>(), new List<FleetFileError>(), new Dictionary<string, int>(StringComparer.Ordinal));
        while (await parser.ReadAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (line, values) = (parser.RawRow, parser.Record!);
            if (values.All(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            if (values.Length > columns.Length)
            {
                errors.Add(new FleetFileError(line, "", $"the row has {values.Length} values, the header names {columns.Length} columns"));
                continue;
            }

            var fields = columns.Zip(values).ToDictionary(pair => pair.First, pair => CsvCell.Unescape(pair.Second), StringComparer.Ordinal);
            var row = new FleetRowParser(line, fields, errors).Parse();
            // A colon is in no code: what stands there may be a credential that slipped, and is not repeated.
            var code = fields["code"].Trim();
            if (code.Length > 0 && !code.Contains(':', StringComparison.Ordinal) && !lines.TryAdd(code, line))
            {
                errors.Add(new FleetFileError(line, "code", $"'{code}' stands in line {lines[code]} already"));
            }
            else if (row is not null)
            {
                rows.Add(row);
            }
        }

        return new FleetFile(rows, [.. errors.OrderBy(error => error.Line)]);
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

    private static async Task<string?> ReadTextAsync(Stream stream, CancellationToken cancellationToken)
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

        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
            return text.TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static FleetFile Broken(FormattableString reason) => new([], [new FleetFileError(0, "", reason)]);
}
