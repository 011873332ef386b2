using System.Globalization;
using CameraHealth.Storage.Fleet.Xlsx;

namespace CameraHealth.Storage.Fleet;

/// <summary>Reads a fleet file, CSV or XLSX by what it holds, not by its name.</summary>
internal static class FleetFileReader
{
    public const int MaxBytes = 50 * 1024 * 1024;

    // Stands for a cell that cannot be read, so that it is not taken for an empty one; no column accepts it.
    private const string Spoiled = "\uFFFD";

    public static async Task<FleetFile> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (await ReadBytesAsync(stream, cancellationToken) is not { } bytes)
        {
            return new FleetFile([], [], [new FleetFileError(0, "", $"the file is larger than 50 MiB")]);
        }

        var table = XlsxTable.IsXlsx(bytes.Span) ? XlsxTable.Read(bytes) : CsvTable.Read(bytes);
        return table.Broken is { } broken ? new FleetFile([], [], [broken], table.Sheet) : Read(table, cancellationToken);
    }

    private static FleetFile Read(FleetTable table, CancellationToken cancellationToken)
    {
        using var rows = table.Rows.GetEnumerator();
        if (!rows.MoveNext())
        {
            return new FleetFile([], [], [new FleetFileError(0, "", table.Sheet is null ? (FormattableString)$"the file is empty" : $"the sheet is empty")], table.Sheet);
        }

        var header = new FleetHeader(rows.Current);
        var errors = header.Check().Concat(header.ErrorsOf(table.Faults.Where(fault => fault.Line <= header.Line))).ToList();
        return errors.Count > 0 ? new FleetFile(header.Columns, [], errors, table.Sheet, header.Written) : ReadRows(rows, header, table, cancellationToken);
    }

    private static FleetFile ReadRows(IEnumerator<FleetTableRow> read, FleetHeader header, FleetTable table, CancellationToken cancellationToken)
    {
        var spoiled = table.Faults.ToLookup(fault => fault.Line);
        var (rows, errors, lines) = (new List<FleetRow>(), new List<FleetFileError>(), new Dictionary<string, int>(StringComparer.Ordinal));
        while (read.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (line, values, width) = read.Current;
            if (width > header.Columns.Count)
            {
                errors.Add(new FleetFileError(line, "", $"the row has {width} values, the header names {header.Columns.Count} columns"));
                continue;
            }

            var own = header.ErrorsOf(spoiled[line]).ToList();
            var fields = header.Columns.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
            own.ForEach(error => fields[error.Column] = Spoiled);
            var known = own.Select(error => error.Column).ToHashSet(StringComparer.Ordinal);
            var row = new FleetRowParser(line, fields, own).Parse();
            errors.AddRange(own.Where((error, number) => number < known.Count || !known.Contains(error.Column)));

            // A colon is in no code: what stands there may be a credential that slipped, and is not repeated.
            var code = fields.GetValueOrDefault("code", "").Trim();
            if (code.Length > 0 && !code.Contains(':', StringComparison.Ordinal) && !known.Contains("code") && !lines.TryAdd(code, line))
            {
                errors.Add(new FleetFileError(line, "code", $"'{code}' stands in line {lines[code]} already"));
            }
            else if (row is not null && own.Count == 0)
            {
                rows.Add(row);
            }
        }

        return new FleetFile(header.Columns, rows, errors.OrderBy(error => error.Line), table.Sheet, header.Written)
        {
            BadCodes = [.. lines.Keys.Except(rows.Select(row => row.Code), StringComparer.Ordinal)],
        };
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

    /// <summary>The first row: which column stands where.</summary>
    private sealed class FleetHeader(FleetTableRow row)
    {
        public int Line => row.Line;

        public IReadOnlyList<string> Columns { get; } = [.. row.Cells.Select(FleetColumns.Find)];

        /// <summary>Names that a person wrote in another way, by column.</summary>
        public IReadOnlyDictionary<string, string> Written => Columns.Zip(row.Cells).DistinctBy(pair => pair.First, StringComparer.Ordinal)
            .Where(pair => FleetColumns.All.Contains(pair.First, StringComparer.Ordinal) && !string.Equals(pair.First, pair.Second.Trim(), StringComparison.OrdinalIgnoreCase))
            .ToDictionary(pair => pair.First, pair => pair.Second.Trim(), StringComparer.Ordinal);

        public IEnumerable<FleetFileError> ErrorsOf(IEnumerable<FleetTableFault> faults) =>
            faults.Select(fault => new FleetFileError(fault.Line, fault.Column < Columns.Count ? Columns[fault.Column] : "", fault.Message)).DistinctBy(error => error.Column, StringComparer.Ordinal);

        public IEnumerable<FleetFileError> Check()
        {
            var missing = FleetColumns.Required.Where(name => !Columns.Contains(name, StringComparer.Ordinal)).ToList();
            foreach (var name in missing)
            {
                yield return new FleetFileError(Line, name, $"the column is missing");
            }

            // Without a header, a device and its password stand there: a name is repeated only when the rest is a header.
            foreach (var (number, name) in Columns.Index().Where(column => !FleetColumns.All.Contains(column.Item, StringComparer.Ordinal)))
            {
                var shown = missing.Count == 0 ? name : (number + 1).ToString(CultureInfo.InvariantCulture);
                yield return new FleetFileError(Line, shown, $"there is no such column; known are {string.Join(',', FleetColumns.All)}");
            }

            foreach (var name in Columns.Where(name => FleetColumns.All.Contains(name, StringComparer.Ordinal)).GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            {
                yield return new FleetFileError(Line, name.Key, $"the column stands twice");
            }
        }
    }
}
