using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace CameraHealth.Onvif.Soap;

/// <summary>Reply bytes as text, whatever the device says about its charset.</summary>
internal static class ReplyText
{
    private const int DeclarationLength = 100;

    private static readonly SearchValues<char> Controls
        = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (char)c).Except("\t\r\n"), '\uFFFE', '\uFFFF']);

    /// <summary>
    /// The Content-Type is not asked: devices send charsets such as <c>utf8</c> that no runtime knows.
    /// Bytes that are no UTF-8 become U+FFFD, or Latin-1 where the XML declaration says so. Text starts at the first '&lt;'.
    /// </summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = EncodingOf(bytes).GetString(bytes);
        var start = text.IndexOf('<', StringComparison.Ordinal);
        return WithoutControls(start <= 0 ? text : text[start..]);
    }

    /// <summary>A web page instead of an answer: wrong path, ONVIF switched off, a login page.</summary>
    public static bool IsHtml(string text)
        => text.StartsWith("<html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase);

    /// <summary>XmlReader takes no raw control characters whatever its settings; some devices have them in names.</summary>
    private static string WithoutControls(string text)
        => text.AsSpan().ContainsAny(Controls) ? string.Concat(text.Where(c => !Controls.Contains(c))) : text;

    private static Encoding EncodingOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return Encoding.Unicode;
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return Encoding.BigEndianUnicode;
        }

        if (Utf8.IsValid(bytes))
        {
            return Encoding.UTF8;
        }

        var declaration = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, DeclarationLength)]);
        return declaration.Contains("8859-1", StringComparison.Ordinal) || declaration.Contains("1252", StringComparison.Ordinal)
            ? Encoding.Latin1
            : Encoding.UTF8;
    }
}
