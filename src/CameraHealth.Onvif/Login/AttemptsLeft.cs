using System.Globalization;
using System.Text.RegularExpressions;

namespace CameraHealth.Onvif.Login;

/// <summary>Reads N of "You still have N attempt(s)" and its relatives (agsh/onvif#112: the count is shared with the web user).</summary>
internal static partial class AttemptsLeft
{
    /// <summary>At this N or below nothing more is sent until a person acts.</summary>
    public const int Last = 3;

    public static int? Parse(string text)
    {
        var match = Pattern().Match(text);
        return match.Success && int.TryParse(match.Groups["n"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;
    }

    [GeneratedRegex(
        @"(?<n>\d{1,3}) *(more |further |login |remaining )?attempt|attempt(s|\(s\))? *(left|remaining)? *[:=]? *(?<n>\d{1,3})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
