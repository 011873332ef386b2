using System.Globalization;
using System.Xml;

namespace CameraHealth.Storage.Fleet.Xlsx;

/// <summary>The rows of one sheet. Formulas are not computed: what was computed last counts.</summary>
internal sealed class XlsxSheet(XlsxPackage package, XlsxWorkbook workbook)
{
    private readonly List<FleetTableRow> _rows = [];
    private readonly List<FleetTableFault> _faults = [];
    private readonly SortedList<int, string> _cells = [];
    private int _row;
    private int _column;

    // The header's width: what stands to the right of it is counted, not kept.
    private int Width => _rows.Count > 0 ? _rows[0].Cells.Length : XlsxArea.MaxColumns;

    /// <summary>Reads all of it.</summary>
    /// <exception cref="XlsxException">It breaks a limit.</exception>
    public FleetTable Read()
    {
        using var reader = package.Open(workbook.Part);
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "row" })
            {
                ReadRow(reader);
            }
            else if (reader is { NodeType: XmlNodeType.Element, LocalName: "mergeCell" } && reader.GetAttribute("ref") is { } merged)
            {
                AddMerged(XlsxArea.Parse(merged));
            }
        }

        return new FleetTable(workbook.Sheet, _rows) { Faults = _faults };
    }

    private void ReadRow(XmlReader reader)
    {
        _row = int.TryParse(reader.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : _row + 1;
        if (_row is < 1 or > XlsxArea.MaxRows)
        {
            throw new XlsxException($"the workbook is damaged: there is no row {_row}");
        }

        _cells.Clear();
        _column = -1;
        var (depth, isEmpty, faults, width) = (reader.Depth, reader.IsEmptyElement, _faults.Count, 0);
        while (!isEmpty && reader.Read() && reader.Depth > depth)
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "c" } && ReadCell(reader) is { Length: > 0 } value)
            {
                width = string.IsNullOrWhiteSpace(value) ? width : Math.Max(width, _column + 1);
                if (_column < Width)
                {
                    _cells[_column] = value;
                }
            }
        }

        if (width > 0 || _faults.Count > faults)
        {
            var cells = new string[_cells.Count == 0 ? 0 : _cells.GetKeyAtIndex(_cells.Count - 1) + 1];
            Array.Fill(cells, "");
            foreach (var (column, cell) in _cells)
            {
                cells[column] = cell;
            }

            _rows.Add(new FleetTableRow(_row, cells, width));
        }
    }

    private string ReadCell(XmlReader reader)
    {
        _column = reader.GetAttribute("r") is { } name ? XlsxArea.Parse(name).Left : _column + 1;
        if (_column >= XlsxArea.MaxColumns)
        {
            throw new XlsxException($"the workbook is damaged: row {_row} has too many cells");
        }

        var (type, style) = (reader.GetAttribute("t"), reader.GetAttribute("s"));
        var (text, hasFormula, depth, isEmpty) = ((string?)null, false, reader.Depth, reader.IsEmptyElement);
        while (!isEmpty && reader.Read() && reader.Depth > depth)
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "f" })
            {
                hasFormula = true;
            }
            else if (reader is { NodeType: XmlNodeType.Element, LocalName: "v" or "is" })
            {
                text = XlsxText.Read(reader);
            }
        }

        return hasFormula && text is null
            ? Fault($"the formula has no stored result: open the file in a spreadsheet program, save it and import it again")
            : ValueOf(type, style, text ?? "");
    }

    private string ValueOf(string? type, string? style, string text) => type switch
    {
        "s" => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < workbook.Strings.Count
            ? workbook.Strings[index] : throw new XlsxException($"the workbook is damaged: there is no text {index}"),
        "inlineStr" or "str" => text,
        "b" => text is "1" or "true" ? "TRUE" : "FALSE",
        "e" => Fault($"the cell holds the error {text}"),
        "d" => text.EndsWith("T00:00:00", StringComparison.Ordinal) ? text[..^9] : text,
        _ when text.Length == 0 => "",
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? FormatOf(style).Write(number, workbook.StartsIn1904) ?? Fault($"{text} is no date") : Fault($"the cell holds no number"),
    };

    private XlsxFormat FormatOf(string? style) =>
        int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < workbook.Formats.Count ? workbook.Formats[index] : default;

    private string Fault(FormattableString message)
    {
        if (_column < Width)
        {
            _faults.Add(new FleetTableFault(_row, _column, message));
        }

        return "";
    }

    // A person sees the value in all of them, the file has it in one: it is not guessed what was meant.
    private void AddMerged(XlsxArea area)
    {
        if (_rows.Count > 0 && area.Left < Width && area.Bottom >= _rows[0].Line && area.Top <= _rows[^1].Line)
        {
            _faults.Add(new FleetTableFault(Math.Max(area.Top, _rows[0].Line), area.Left, $"the cell is merged with others: split them and fill in each"));
        }
    }
}
