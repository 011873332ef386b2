using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CameraHealth.Simulator.Logins;

/// <summary>HTTP Digest with MD5, with qop (RFC 7616) and without (RFC 2069), for ONVIF and RTSP.</summary>
/// <param name="realm">Shown in the challenge.</param>
/// <param name="user">The account.</param>
/// <param name="nonces">The device's.</param>
/// <param name="qop">True: challenges carry qop="auth" and answers must use it.</param>
internal sealed class DigestLogin(string realm, string user, DigestNonces nonces, bool qop)
{
    /// <summary>Value of a WWW-Authenticate header.</summary>
    internal string Challenge(bool stale) =>
        $"Digest realm=\"{realm}\", nonce=\"{nonces.Issue()}\""
        + (qop ? ", qop=\"auth\", algorithm=MD5" : string.Empty)
        + (stale ? ", stale=true" : string.Empty);

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

        return nonces.IsFresh(fields["nonce"]) && (!qop || IsNextCount(fields)) ? LoginVerdict.Accepted : LoginVerdict.Stale;
    }

    private bool IsRight(DigestFields fields, string method, string target, string password)
    {
        // uri is compared as it is: a client must sign exactly the target it asks for (RFC 7616 3.4.6).
        if (!string.Equals(fields["username"], user, StringComparison.Ordinal)
            || !string.Equals(fields["realm"], realm, StringComparison.Ordinal)
            || !string.Equals(fields["uri"], target, StringComparison.Ordinal)
            || string.Equals(fields["qop"], "auth", StringComparison.Ordinal) != qop)
        {
            return false;
        }

        var account = Hash($"{user}:{realm}:{password}");
        var request = Hash($"{method}:{target}");
        var expected = qop
            ? Hash($"{account}:{fields["nonce"]}:{fields["nc"]}:{fields["cnonce"]}:auth:{request}")
            : Hash($"{account}:{fields["nonce"]}:{request}");
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(fields["response"].ToLowerInvariant()));
    }

    private bool IsNextCount(DigestFields fields) =>
        fields["nc"].Length == 8
        && uint.TryParse(fields["nc"], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var count)
        && nonces.Grows(fields["nonce"], count);

    [SuppressMessage("Security", "CA5351", Justification = "RFC 2069 and RFC 7616: MD5 is what cameras speak.")]
    private static string Hash(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
}
