namespace CameraHealth.Storage.Fleet;

/// <summary>A cell that a spreadsheet would take for a formula is written with an apostrophe in front, and read without it.</summary>
internal static class CsvCell
{
    private static bool IsFormula(char first) => first is '=' or '+' or '-' or '@' or '\t' or '\r';

    public static string Escape(string value) =>
        value.Length > 0 && (IsFormula(value[0]) || IsEscaped(value)) ? "'" + value : value;

    public static string Unescape(string value) => IsEscaped(value) ? value[1..] : value;

    // An apostrophe in front of an escaped one is the escape of that: so every text comes back as it was.
    private static bool IsEscaped(string value)
    {
        var text = value.TrimStart('\'');
        return text.Length > 0 && text.Length < value.Length && IsFormula(text[0]);
    }
}
