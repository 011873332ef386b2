using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CameraHealth.Simulator.Logins;

/// <summary>HTTP Digest with MD5 or SHA-256, with qop (RFC 7616) and without (RFC 2069), for ONVIF and RTSP.</summary>
/// <param name="realm">Shown in the challenge.</param>
/// <param name="user">The account.</param>
/// <param name="nonces">The device's.</param>
/// <param name="qop">True: challenges carry qop="auth" and answers must use it.</param>
/// <param name="offer">The schemes in a challenge.</param>
internal sealed class DigestLogin(string realm, string user, DigestNonces nonces, bool qop, DigestOffer offer = DigestOffer.Md5)
{
    private const string Sha256 = "SHA-256";

    /// <summary>Value of a WWW-Authenticate header.</summary>
    internal string Challenge(bool stale) => offer switch
    {
        DigestOffer.Basic => $"Basic realm=\"{realm}\"",
        DigestOffer.Sha256 => Challenge(Sha256, stale),
        DigestOffer.Several => $"Basic realm=\"{realm}\", {Challenge(Sha256, stale)}, {Challenge("MD5", stale)}",
        _ => Challenge(qop ? "MD5" : null, stale),
    };

    /// <summary>Judges an Authorization header; the caller counts a refusal.</summary>
    internal LoginVerdict Judge(string? authorization, string method, string target, string password)
    {
        if (authorization is null)
        {
            return LoginVerdict.Missing;
        }

        if (DigestFields.Parse(authorization) is not { } fields || !IsRight(fields, method, target, password))
        {
            return LoginVerdict.Refused;
        }

        return nonces.IsFresh(fields["nonce"]) && (!qop || IsNextCount(fields)) && nonces.MayServe(fields["nonce"]) ? LoginVerdict.Accepted : LoginVerdict.Stale;
    }

    private string Challenge(string? algorithm, bool stale) =>
        $"Digest realm=\"{realm}\", nonce=\"{nonces.Issue()}\""
        + (qop ? ", qop=\"auth\"" : string.Empty)
        + (algorithm is null ? string.Empty : $", algorithm={algorithm}")
        + (stale ? ", stale=true" : string.Empty);

    private bool IsRight(DigestFields fields, string method, string target, string password)
    {
        // uri is compared as it is: a client must sign exactly the target it asks for (RFC 7616 3.4.6).
        if (!string.Equals(fields["username"], user, StringComparison.Ordinal)
            || !string.Equals(fields["realm"], realm, StringComparison.Ordinal)
            || !string.Equals(fields["uri"], target, StringComparison.Ordinal)
            || string.Equals(fields["qop"], "auth", StringComparison.Ordinal) != qop
            || !IsOffered(fields["algorithm"]))
        {
            return false;
        }

        var algorithm = fields["algorithm"];
        var account = Hash(algorithm, $"{user}:{realm}:{password}");
        var request = Hash(algorithm, $"{method}:{target}");
        var expected = qop
            ? Hash(algorithm, $"{account}:{fields["nonce"]}:{fields["nc"]}:{fields["cnonce"]}:auth:{request}")
            : Hash(algorithm, $"{account}:{fields["nonce"]}:{request}");
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(fields["response"].ToLowerInvariant()));
    }

    private bool IsNextCount(DigestFields fields) =>
        fields["nc"].Length == 8
        && uint.TryParse(fields["nc"], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var count)
        && nonces.Grows(fields["nonce"], count);

    private bool IsOffered(string algorithm) => offer switch
    {
        DigestOffer.Basic => false,
        DigestOffer.Sha256 => IsSha256(algorithm),
        DigestOffer.Several => true,
        _ => !IsSha256(algorithm),
    };

    private static bool IsSha256(string algorithm) => string.Equals(algorithm, Sha256, StringComparison.OrdinalIgnoreCase);

    [SuppressMessage("Security", "CA5351", Justification = "RFC 2069 and RFC 7616: MD5 is what cameras speak.")]
    private static string Hash(string algorithm, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Convert.ToHexStringLower(IsSha256(algorithm) ? SHA256.HashData(bytes) : MD5.HashData(bytes));
    }
}
