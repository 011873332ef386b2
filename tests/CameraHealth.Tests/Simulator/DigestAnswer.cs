using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace CameraHealth.Tests.Simulator;

/// <summary>Answers a Digest challenge as a client does; written from RFC 2069 and RFC 7616, not from the simulator.</summary>
internal static partial class DigestAnswer
{
    internal static string To(string challenge, string user, string password, string method, string target, int? count)
    {
        var realm = Field(challenge, "realm");
        var nonce = Field(challenge, "nonce");
        var account = Hash($"{user}:{realm}:{password}");
        var request = Hash($"{method}:{target}");
        var start = $"Digest username=\"{user}\", realm=\"{realm}\", nonce=\"{nonce}\", uri=\"{target}\"";
        if (count is not { } nc)
        {
            return $"{start}, response=\"{Hash($"{account}:{nonce}:{request}")}\"";
        }

        var hex = nc.ToString("x8", CultureInfo.InvariantCulture);
        return $"{start}, qop=auth, nc={hex}, cnonce=\"c1\", response=\"{Hash($"{account}:{nonce}:{hex}:c1:auth:{request}")}\"";
    }

    private static string Field(string challenge, string name) =>
        Fields().Matches(challenge).First(match => string.Equals(match.Groups["name"].Value, name, StringComparison.Ordinal)).Groups["value"].Value;

    [SuppressMessage("Security", "CA5351", Justification = "RFC 2069 and RFC 7616: MD5 is what cameras speak.")]
    private static string Hash(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex("(?<name>\\w+)=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fields();
}
