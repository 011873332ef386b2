using System.Text.RegularExpressions;

namespace CameraHealth.Web.Api;

/// <summary>
/// Takes addresses and credentials out of a trace line before anybody reads it. The worker masks them when it writes; this is the second lock,
/// because a device chooses part of the text.
/// </summary>
internal static partial class TraceMask
{
    private const string Mask = "***";

    public static string Apply(string line)
    {
        var masked = UrlAuthority().Replace(line, $"${{keep}}{Mask}");
        masked = Secret().Replace(masked, $"${{keep}}{Mask}");
        return Address().Replace(masked, Mask);
    }

    /// <summary>User, password, host and port of an address: everything from the scheme to the path.</summary>
    [GeneratedRegex(@"\b(?<keep>[a-z][a-z0-9+.-]*://)[^\s/?#""'<>]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex UrlAuthority();

    [GeneratedRegex(@"\b(?<keep>(?:password|passwd|pwd|response|nonce|authorization)\s*[=:]\s*)(?:""[^""]*""|\S+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Secret();

    /// <summary>IPv4 with an optional port, and IPv6 of at least three groups (fewer read as times of day).</summary>
    [GeneratedRegex(@"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?(?![\w.])|\[[0-9a-f:.]{2,}\](?::\d{1,5})?|(?<![\w:])(?:[0-9a-f]{1,4}:{1,2}){3,7}[0-9a-f]{0,4}(?![\w:])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Address();
}
