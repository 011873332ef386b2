using CameraHealth.Storage.Fleet.Xlsx;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Storage.Fleet;

public sealed class XlsxWritingTests
{
    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")")]
    [InlineData("+84 254 3830")]
    [InlineData("-1+1")]
    [InlineData("@SUM(A1)")]
    [InlineData("'quoted'")]
    [InlineData("  blanks  ")]
    [InlineData("a\nb")]
    [InlineData("_x0041_ & <b>")]
    [InlineData("Cổng chào 🚢")]
    [InlineData("2026-01-31")]
    [InlineData("007")]
    public async Task Text_stays_text_whatever_it_looks_like(string text)
    {
        var bytes = await WriteAsync(["code"], [[text]]);
        XlsxTable.Read(bytes).Rows.ElementAt(1).Cells.ShouldBe([text]);
        using var document = SpreadsheetDocument.Open(new MemoryStream(bytes), false);
        document.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<DocumentFormat.OpenXml.Spreadsheet.CellFormula>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Workbook_is_valid_and_gives_back_what_was_written()
    {
        var bytes = await WriteAsync(["code", "port", "lat", "day", "none"], [["A-1", 554, -106.60000000000001, new DateOnly(2026, 1, 31), null], ["A-2", null, 8.68, null, "x"]]);
        XlsxTable.Read(bytes).Rows.Select(row => string.Join('|', row.Cells)).ShouldBe(
            ["code|port|lat|day|none", "A-1|554|-106.60000000000001|2026-01-31", "A-2||8.68||x"]);
        using var document = SpreadsheetDocument.Open(new MemoryStream(bytes), false);
        new OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken).Select(error => error.Description).ShouldBeEmpty();
    }

    private static async Task<byte[]> WriteAsync(string[] header, object?[][] rows)
    {
        using var stream = new MemoryStream();
        await XlsxFile.WriteAsync(stream, "Fleet", header, rows, TestContext.Current.CancellationToken);
        return stream.ToArray();
    }
}
