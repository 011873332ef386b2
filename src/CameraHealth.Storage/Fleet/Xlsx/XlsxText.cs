using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace CameraHealth.Storage.Fleet.Xlsx;

/// <summary>Texts of a workbook: runs put together, reading aids left out, and characters that XML cannot hold (<c>_x000D_</c>) both ways.</summary>
internal static partial class XlsxText
{
    // Excel's own limit of a cell.
    private const int MaxLength = 32767;

    /// <summary>Text of the element that the reader stands on; the reader is left on its end.</summary>
    public static string Read(XmlReader reader)
    {
        var text = new StringBuilder();
        var (depth, isEmpty, aid, isText) = (reader.Depth, reader.IsEmptyElement, int.MaxValue, reader.LocalName == "v");
        while (!isEmpty && reader.Read() && reader.Depth > depth)
        {
            aid = reader.Depth <= aid ? int.MaxValue : aid;
            if (reader is { NodeType: XmlNodeType.Element, IsEmptyElement: false, LocalName: "rPh" })
            {
                aid = reader.Depth;
            }
            else if (reader is { NodeType: XmlNodeType.Element or XmlNodeType.EndElement, LocalName: "t" })
            {
                isText = reader is { NodeType: XmlNodeType.Element, IsEmptyElement: false } && aid == int.MaxValue;
            }
            else if (isText && reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
            {
                text.Append(reader.Value);
            }

            if (text.Length > MaxLength)
            {
                throw new XlsxException($"a cell holds more than {MaxLength} characters");
            }
        }

        return Decode(text.ToString());
    }

    public static string Encode(string text) => Escaped().Replace(text, "_x005F$0");

    // Half a character stays as it was written.
    private static string Decode(string text) => !text.Contains("_x", StringComparison.Ordinal) ? text : Escaped().Replace(
        text, match => (char)int.Parse(match.ValueSpan[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) is var letter && !char.IsSurrogate(letter) ? letter.ToString() : match.Value);

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_", RegexOptions.None, 1000)]
    private static partial Regex Escaped();
}
