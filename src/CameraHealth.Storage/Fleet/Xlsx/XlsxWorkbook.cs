using System.Globalization;
using System.Xml;

namespace CameraHealth.Storage.Fleet.Xlsx;

/// <summary>What a sheet's cells stand on (ECMA-376 part 1, chapter 18).</summary>
/// <param name="Sheet">Name of the sheet that is read.</param>
/// <param name="Part">Its part.</param>
/// <param name="Strings">Shared texts, by number.</param>
/// <param name="Formats">Number format by cell style; a style that is not there is General.</param>
/// <param name="StartsIn1904">Days are counted from 1904 (old Macintosh files), not from 1900.</param>
internal sealed record XlsxWorkbook(string Sheet, string Part, IReadOnlyList<string> Strings, IReadOnlyList<XlsxFormat> Formats, bool StartsIn1904)
{
    private const string FleetSheet = "Fleet";

    public static XlsxWorkbook Read(XlsxPackage package)
    {
        var part = package.RelationsOf("").Values.FirstOrDefault(relation => relation.Kind == "officeDocument").Part
            ?? throw new XlsxException($"this is a ZIP file, but no workbook");
        var relations = package.RelationsOf(part);
        var (sheets, startsIn1904) = ReadSheets(package, part);
        var readable = sheets.Where(sheet => relations.TryGetValue(sheet.Relation, out var relation) && relation.Kind == "worksheet").ToList();
        var chosen = readable.Find(sheet => string.Equals(sheet.Name, FleetSheet, StringComparison.OrdinalIgnoreCase))
            ?? readable.Find(sheet => !sheet.IsHidden) ?? throw new XlsxException($"the workbook has no sheet");
        return new XlsxWorkbook(
            chosen.Name,
            relations[chosen.Relation].Part,
            relations.Values.FirstOrDefault(relation => relation.Kind == "sharedStrings").Part is { } strings ? ReadStrings(package, strings) : [],
            relations.Values.FirstOrDefault(relation => relation.Kind == "styles").Part is { } styles ? ReadFormats(package, styles) : [],
            startsIn1904);
    }

    private static (List<NamedSheet> Sheets, bool StartsIn1904) ReadSheets(XlsxPackage package, string part)
    {
        var (sheets, startsIn1904) = (new List<NamedSheet>(), false);
        using var reader = package.Open(part);
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "workbookPr" })
            {
                startsIn1904 = reader.GetAttribute("date1904") is "1" or "true";
            }
            else if (reader is { NodeType: XmlNodeType.Element, LocalName: "sheet" })
            {
                sheets.Add(ReadSheet(reader));
            }
        }

        return (sheets, startsIn1904);
    }

    // The relation's id is the only attribute in a namespace; which one depends on the flavour of the format.
    private static NamedSheet ReadSheet(XmlReader reader)
    {
        var (name, relation) = (reader.GetAttribute("name") ?? "", "");
        var isHidden = reader.GetAttribute("state") is "hidden" or "veryHidden";
        while (reader.MoveToNextAttribute())
        {
            relation = reader is { LocalName: "id", NamespaceURI.Length: > 0 } ? reader.Value : relation;
        }

        return new NamedSheet(name, relation, isHidden);
    }

    private static List<string> ReadStrings(XlsxPackage package, string part)
    {
        var strings = new List<string>();
        using var reader = package.Open(part);
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                strings.Add(XlsxText.Read(reader));
            }
        }

        return strings;
    }

    private static List<XlsxFormat> ReadFormats(XlsxPackage package, string part)
    {
        var (codes, formats, inCells) = (new Dictionary<int, string>(), new List<XlsxFormat>(), false);
        using var reader = package.Open(part);
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "numFmt" } && Number(reader, "numFmtId") is { } id)
            {
                codes[id] = reader.GetAttribute("formatCode") ?? "";
            }
            else if (reader.LocalName == "cellXfs")
            {
                inCells = reader.NodeType == XmlNodeType.Element;
            }
            else if (inCells && reader is { NodeType: XmlNodeType.Element, LocalName: "xf" })
            {
                var format = Number(reader, "numFmtId") ?? 0;
                formats.Add(XlsxFormat.Of(format, codes.GetValueOrDefault(format)));
            }
        }

        return formats;
    }

    private static int? Number(XmlReader reader, string attribute) =>
        int.TryParse(reader.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private sealed record NamedSheet(string Name, string Relation, bool IsHidden);
}
