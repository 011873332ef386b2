using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CameraHealth.Storage.Fleet.Xlsx;

/// <summary>Writes a workbook with one sheet, row by row. A text is a text cell: no spreadsheet takes it for a formula, whatever it begins with.</summary>
internal static class XlsxFile
{
    private const uint TextStyle = 1;
    private const uint DayStyle = 2;
    private const uint HeaderStyle = 3;
    private const uint DayFormat = 164;

    /// <param name="stream">Left open.</param>
    /// <param name="sheet">Name of the sheet.</param>
    /// <param name="header">Stays in sight when the rows are scrolled.</param>
    /// <param name="rows">Cells: text, numbers, days; null: empty.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static async Task WriteAsync(Stream stream, string sheet, IReadOnlyList<string> header, IEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        // The package is written here and there: only then as a whole.
        using var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var part = workbook.AddNewPart<WorksheetPart>();
            WriteSheet(part, header, rows, cancellationToken);
            workbook.Workbook = new Workbook(new Sheets(new Sheet { Name = sheet, SheetId = 1, Id = workbook.GetIdOfPart(part) }));
        }

        file.Position = 0;
        await file.CopyToAsync(stream, cancellationToken);
    }

    private static void WriteSheet(WorksheetPart part, IReadOnlyList<string> header, IEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        var pane = new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen };
        writer.WriteElement(new SheetViews(new SheetView(pane) { WorkbookViewId = 0 }));
        writer.WriteElement(new Columns(new Column { Min = 1, Max = (uint)header.Count, Width = 16, CustomWidth = true }));
        writer.WriteStartElement(new SheetData());
        writer.WriteElement(new Row(header.Select(name => TextCell(name, HeaderStyle))));
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.WriteElement(new Row(row.Select(CellOf)));
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static Cell CellOf(object? value) => value switch
    {
        null => new Cell(),
        string text => TextCell(text, TextStyle),
        DateOnly day => new Cell { StyleIndex = DayStyle, CellValue = new CellValue(day.ToDateTime(TimeOnly.MinValue).ToOADate().ToString(CultureInfo.InvariantCulture)) },
        IFormattable number => new Cell { CellValue = new CellValue(number.ToString(null, CultureInfo.InvariantCulture)) },
        _ => throw new ArgumentException($"{value.GetType().Name} is no cell", nameof(value)),
    };

    private static Cell TextCell(string text, uint style) => new(new InlineString(new Text(XlsxText.Encode(text)) { Space = SpaceProcessingModeValues.Preserve }))
    {
        DataType = CellValues.InlineString,
        StyleIndex = style,
    };

    // Numbered by their order; cells that are edited stay what they were.
    private static Stylesheet Styles() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = DayFormat, FormatCode = "yyyy-mm-dd" }),
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellFormats(
            new CellFormat(),
            new CellFormat { NumberFormatId = 49, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = DayFormat, ApplyNumberFormat = true },
            new CellFormat { FontId = 1, ApplyFont = true }));
}
