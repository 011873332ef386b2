using System.Text;
using System.Text.RegularExpressions;

namespace CameraHealth.Rtsp;

/// <summary>Makes text of a device, or an address of one, fit to be kept in a trace.</summary>
internal static partial class DeviceText
{
    private const int MaxLength = 160;

    public static string Shorten(ReadOnlySpan<byte> bytes) => Shorten(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, MaxLength)]));

    public static string Shorten(string text) =>
        string.Create(Math.Min(text.Length, MaxLength), text, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
                to[i] = from[i] is < ' ' or (>= '\x7f' and < '\xa0') ? ' ' : from[i];
        }).Trim();

    /// <summary>An address whose account parameters are masked: makers of cheap cameras put them into path and query
    /// (XM: <c>/user=admin_password=…_channel=1</c>).</summary>
    public static string MaskUrl(string url) => AccountParameter().Replace(url, "${name}=***");

    [GeneratedRegex(
        "(?<name>user(name)?|usr|pass(word|wd)?|pwd|psw|token|auth|key|secret|sid)=[^&/;?\\s]*",
        // Linear in the text: a time limit would fire on a machine that is merely busy, and fail a poll for it.
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex AccountParameter();
}
