using System.IO.Compression;
using System.Text;
using CameraHealth.Storage.Fleet;
using Xunit;

namespace CameraHealth.Tests.Storage.Fleet;

/// <summary>A workbook put together from its XML, so that it can be wrong in every way.</summary>
internal sealed class RawWorkbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";

    /// <summary>The columns of the short rows below.</summary>
    public static readonly string[] Header = ["code", "name", "kind", "site", "host", "onvif_port"];

    private readonly Dictionary<string, string> _parts = new(StringComparer.Ordinal);

    public RawWorkbook(params string[] rows) => With("xl/worksheets/sheet1.xml", Sheet(rows));

    public string Sheets { get; init; } = """<sheet name="Fleet" sheetId="1" r:id="rId1"/>""";

    public string Properties { get; init; } = "";

    public static string Sheet(params string[] rows) => $"""<worksheet xmlns="{Main}"><sheetData>{string.Concat(rows)}</sheetData></worksheet>""";

    /// <summary>A row of text cells.</summary>
    public static string Row(params string[] texts) => $"<row>{string.Concat(texts.Select(Text))}</row>";

    public static string Text(string text) => $"""<c t="inlineStr"><is><t xml:space="preserve">{System.Security.SecurityElement.Escape(text)}</t></is></c>""";

    /// <summary>A whole row of a camera, with one cell given as XML in the place of its text.</summary>
    public static string Camera(string code, string column, string cell)
    {
        string[] texts = [code, "Cổng chào", "camera", "S1", "10.0.0.1", "80"];
        return $"<row>{string.Concat(Header.Zip(texts, (name, text) => name == column ? cell : Text(text)))}</row>";
    }

    public RawWorkbook With(string part, string xml)
    {
        _parts[part] = xml;
        return this;
    }

    public byte[] ToBytes()
    {
        _parts.TryAdd("_rels/.rels", $"""<Relationships xmlns="{PackageRelations}"><Relationship Id="r" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        _parts.TryAdd("xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Relations}">{Properties}<sheets>{Sheets}</sheets></workbook>""");
        _parts.TryAdd("xl/_rels/workbook.xml.rels", $"""
            <Relationships xmlns="{PackageRelations}"><Relationship Id="rId1" Type="{Relations}/worksheet" Target="worksheets/sheet1.xml"/>
            <Relationship Id="rId2" Type="{Relations}/worksheet" Target="/xl/worksheets/sheet2.xml"/>
            <Relationship Id="rId3" Type="{Relations}/sharedStrings" Target="sharedStrings.xml"/>
            <Relationship Id="rId4" Type="{Relations}/styles" Target="../xl/styles.xml"/>
            <Relationship Id="rId5" Type="{Relations}/externalLink" Target="file:///etc/passwd" TargetMode="External"/></Relationships>
            """);
        _parts.TryAdd("xl/sharedStrings.xml", $"""<sst xmlns="{Main}"/>""");
        _parts.TryAdd("xl/styles.xml", $"""<styleSheet xmlns="{Main}"/>""");
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, xml) in _parts)
            {
                using var part = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                part.Write(Encoding.UTF8.GetBytes(xml));
            }
        }

        return file.ToArray();
    }

    public Task<FleetFile> ReadAsync() => ReadAsync(ToBytes());

    public static async Task<FleetFile> ReadAsync(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return await FleetImport.ReadAsync(stream, TestContext.Current.CancellationToken);
    }
}
