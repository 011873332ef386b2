using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CameraHealth.Storage.Fleet.Xlsx;

/// <summary>How a number is shown, as far as it says what the number is.</summary>
/// <param name="IsDate">A day, a time, or both.</param>
/// <param name="Digits">At least so many digits are shown, with zeros in front; 0: as many as there are.</param>
internal readonly partial record struct XlsxFormat(bool IsDate, int Digits)
{
    private static readonly SearchValues<char> DateLetters = SearchValues.Create("yYdDmMhHsS");

    /// <param name="id">Built-in formats have fixed numbers.</param>
    /// <param name="code">The format as written; null: a built-in one.</param>
    public static XlsxFormat Of(int id, string? code)
    {
        if (code is null)
        {
            return new XlsxFormat(id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58), 0);
        }

        var bare = Quoted().Replace(code, "");
        return new XlsxFormat(bare.AsSpan().ContainsAny(DateLetters), Zeros().IsMatch(bare) ? bare.Length : 0);
    }

    /// <summary>The number as a person sees it, but with all its digits: a day like 2026-01-31.</summary>
    /// <returns>Null: no such day.</returns>
    public string? Write(double number, bool startsIn1904)
    {
        if (!IsDate)
        {
            return Math.Abs(number) < 1e15 && Math.Floor(number) == number
                ? ((long)number).ToString("D" + Math.Max(1, Digits), CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture);
        }

        try
        {
            var at = DateTime.FromOADate(startsIn1904 ? number + 1462 : number);
            return at.ToString(at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // Words, colours and single escaped letters of a format are no part of what it means.
    [GeneratedRegex("""
        "[^"]*"|\[[^\]]*\]|[\\_*].
        """, RegexOptions.None, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex("^0{2,32}$", RegexOptions.None, 1000)]
    private static partial Regex Zeros();
}
