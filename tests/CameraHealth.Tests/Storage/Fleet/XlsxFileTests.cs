using System.Text;
using CameraHealth.Storage.Fleet;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Storage.Fleet;

/// <summary>What spreadsheet programs write, and what people do to it.</summary>
public sealed class XlsxFileTests
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private static readonly string Header = RawWorkbook.Row(RawWorkbook.Header);

    [Theory]
    [InlineData("name", """<c t="s"><v>0</v></c>""", "Bến Đầm")]
    [InlineData("name", """<c t="s"><v>1</v></c>""", "Cỏ Ống")]
    [InlineData("name", """<c t="str"><f>A1&amp;"x"</f><v>tính sẵn</v></c>""", "tính sẵn")]
    [InlineData("name", """<c t="inlineStr"><is><t>a_x0041_</t></is></c>""", "aA")]
    [InlineData("name", """<c t="inlineStr"><is><t>a_xD800_</t></is></c>""", "a_xD800_")]
    [InlineData("name", """<c><v>12</v></c>""", "12")]
    [InlineData("name", """<c t="b"><v>1</v></c>""", "TRUE")]
    [InlineData("code", """<c><v>17</v></c>""", "17")]
    [InlineData("code", """<c s="2"><v>17</v></c>""", "00017")]
    [InlineData("onvif_port", """<c><v>8080</v></c>""", "8080")]
    [InlineData("onvif_port", """<c><v>8.08E3</v></c>""", "8080")]
    [InlineData("onvif_port", """<c><f>80*101</f><v>8080</v></c>""", "8080")]
    public async Task Cell_is_taken_as_a_person_sees_it(string column, string cell, string expected)
    {
        var file = await new RawWorkbook(Header, RawWorkbook.Camera("A-1", column, cell))
            .With("xl/sharedStrings.xml", $"""<sst xmlns="{Main}"><si><t>Bến Đầm</t></si><si><r><t>Cỏ </t></r><r><rPr/><t>Ống</t></r><rPh sb="0" eb="1"><t>đọc</t></rPh></si></sst>""")
            .With("xl/styles.xml", $"""<styleSheet xmlns="{Main}"><numFmts><numFmt numFmtId="170" formatCode="00000"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>""")
            .ReadAsync();
        Told(file).ShouldBeEmpty();
        var row = file.Rows.Single();
        (column switch { "name" => row.Name, "code" => row.Code, _ => $"{row.OnvifPort}" }).ShouldBe(expected);
    }

    [Theory]
    [InlineData("""<c s="1"><v>45413</v></c>""", false, "2024-05-01")]
    [InlineData("""<c s="2"><v>45413</v></c>""", false, "2024-05-01")]
    [InlineData("""<c s="1"><v>43951</v></c>""", true, "2024-05-01")]
    [InlineData("""<c t="d"><v>2024-05-01T00:00:00</v></c>""", false, "2024-05-01")]
    [InlineData("""<c t="inlineStr"><is><t>2024-05-01</t></is></c>""", false, "2024-05-01")]
    [InlineData("""<c s="1"><v>45413.5</v></c>""", false, null)]
    [InlineData("""<c><v>45413</v></c>""", false, null)]
    [InlineData("""<c s="1"><v>99999999</v></c>""", false, null)]
    [InlineData("""<c t="inlineStr"><is><t>01/05/2024</t></is></c>""", false, null)]
    public async Task Day_is_a_date_cell_or_text_and_nothing_that_has_to_be_guessed(string cell, bool from1904, string? expected)
    {
        var file = await new RawWorkbook(RawWorkbook.Row([.. RawWorkbook.Header, "in_service_from"]), RawWorkbook.Camera("A-1", "", "").Replace("</row>", cell + "</row>", StringComparison.Ordinal))
        {
            Properties = from1904 ? """<workbookPr date1904="1"/>""" : "",
        }.With("xl/styles.xml", $"""<styleSheet xmlns="{Main}"><numFmts><numFmt numFmtId="165" formatCode="[$-42A]dd\/mm\/yyyy;@"/></numFmts><cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="165"/></cellXfs></styleSheet>""").ReadAsync();
        Told(file).ShouldBe(expected is null ? ["Fleet 2 in_service_from"] : []);
        file.Rows.SingleOrDefault()?.InServiceFrom?.ToString("O", null).ShouldBe(expected);
    }

    [Theory]
    [InlineData("onvif_port", """<c><f>1+1</f></c>""", "Fleet 2 onvif_port")]
    [InlineData("name", """<c t="e"><v>#REF!</v></c>""", "Fleet 2 name")]
    [InlineData("onvif_port", """<c><v>eighty</v></c>""", "Fleet 2 onvif_port")]
    [InlineData("code", """<c t="e"><v>#N/A</v></c>""", "Fleet 2 code")]
    [InlineData("host", """<c t="b"><v>0</v></c>""", null)]
    [InlineData("onvif_port", """<c><v>80.5</v></c>""", "Fleet 2 onvif_port")]
    public async Task Spoiled_cell_is_named_once_by_sheet_row_and_column(string column, string cell, string? told) =>
        Told(await new RawWorkbook(Header, RawWorkbook.Camera("A-1", column, cell)).ReadAsync()).ShouldBe(told is null ? [] : [told]);

    [Fact]
    public async Task Merged_cells_are_refused_where_they_stand_and_nowhere_else()
    {
        var rows = RawWorkbook.Sheet(Header, RawWorkbook.Camera("A-1", "", ""), RawWorkbook.Camera("A-2", "site", "<c/>"), RawWorkbook.Camera("A-3", "", ""))
            .Replace("</sheetData>", """</sheetData><mergeCells><mergeCell ref="D2:D3"/><mergeCell ref="J2:K3"/><mergeCell ref="A9:B9"/></mergeCells>""", StringComparison.Ordinal);
        var file = await new RawWorkbook().With("xl/worksheets/sheet1.xml", rows).ReadAsync();
        Told(file).ShouldBe(["Fleet 2 site", "Fleet 3 site"]);
        file.Errors[0].Reason.ShouldContain("merged");
        file.Rows.Select(row => row.Code).ShouldBe(["A-3"]);
    }

    [Fact]
    public async Task Rows_are_named_by_their_number_in_the_sheet_and_cells_may_be_left_out()
    {
        var file = await new RawWorkbook(
            Header.Replace("<row>", """<row r="3">""", StringComparison.Ordinal),
            """<row r="5"/><row r="6"><c r="A6"/><c r="B6" t="inlineStr"><is><t> </t></is></c></row>""",
            """<row r="7"><c r="A7" t="inlineStr"><is><t>A-1</t></is></c><c r="D7" t="inlineStr"><is><t>S1</t></is></c><c r="XFD7"/></row>""",
            """<row r="8"><c r="Z8" t="inlineStr"><is><t>x</t></is></c></row>""").ReadAsync();
        Told(file).ShouldBe(["Fleet 7 name", "Fleet 7 kind", "Fleet 7 host", "Fleet 7 stream_path", "Fleet 8 "], ignoreOrder: true);
    }

    [Theory]
    [InlineData("""<sheet name="Trang bìa" sheetId="1" r:id="rId1"/><sheet name="FLEET" sheetId="2" r:id="rId2"/>""", "")]
    [InlineData("""<sheet name="Ẩn" sheetId="1" state="hidden" r:id="rId1"/><sheet name="Camera" sheetId="2" r:id="rId2"/>""", "")]
    [InlineData("""<sheet name="Trang bìa" sheetId="1" r:id="rId1"/><sheet name="Camera" sheetId="2" r:id="rId2"/>""", "Trang bìa 1 1|Trang bìa 1 code|Trang bìa 1 kind|Trang bìa 1 name|Trang bìa 1 site")]
    [InlineData("""<sheet name="Liên kết" sheetId="1" r:id="rId5"/>""", " 0 ")]
    public async Task Sheet_named_fleet_is_read_else_the_first_that_is_shown_and_an_error_says_which(string sheets, string told)
    {
        var file = await new RawWorkbook(RawWorkbook.Row("BÁO CÁO")) { Sheets = sheets }
            .With("xl/worksheets/sheet2.xml", RawWorkbook.Sheet(Header, RawWorkbook.Camera("A-1", "", ""))).ReadAsync();
        string.Join('|', Told(file).Order(StringComparer.Ordinal)).ShouldBe(told);
        file.Count.ShouldBe(told.Length == 0 ? 1 : 0);
    }

    [Fact]
    public async Task Vietnamese_headers_are_columns_and_errors_use_the_word_that_stands_there()
    {
        var decomposed = "Mã camera".Normalize(NormalizationForm.FormD);
        var file = await new RawWorkbook(RawWorkbook.Row(decomposed, "Tên", "Loại", "Mã vị trí", "Địa chỉ  IP", "onvif_port", "Đơn vị quản lý", "Khu vực"), RawWorkbook.Row("A-1", "Cổng chào", "camera", "S1", "10.0.0.1", "80", "Công an", "Bến Đầm"),
            RawWorkbook.Row("A-2", "Chợ", "thuyền", "S1", "10.0.0.2", "80")).ReadAsync();
        Told(file).ShouldBe(["Fleet 3 Loại"]);
        var row = file.Rows.Single();
        (row.Code, row.Unit, row.Area, row.Host).ShouldBe(("A-1", "Công an", "Bến Đầm", "10.0.0.1"));
    }

    private static IEnumerable<string> Told(FleetFile file) => file.Errors.Select(error => $"{error.Sheet} {error.Line} {error.Column}");
}
