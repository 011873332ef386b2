using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CameraHealth.IntegrationTests.Onvif;

/// <summary>The device's side of both schemes, computed here anew: not with the code under test.</summary>
public static class PlayedAccount
{
    public const string User = "watcher";
    public const string Password = "Kín-mật <1>&";

    public static bool DigestFits(PlayedRequest request, string nonce, bool qop)
    {
        var secret = Md5($"{User}:cam:{Password}");
        var what = Md5($"{(request.IsGet ? "GET" : "POST")}:{request.Path}");
        var expected = qop
            ? Md5($"{secret}:{nonce}:{request.DigestParameter("nc")}:{request.DigestParameter("cnonce")}:auth:{what}")
            : Md5($"{secret}:{nonce}:{what}");
        return Same(request.DigestParameter("response"), expected) && Same(request.DigestParameter("uri"), request.Path) && Same(request.DigestParameter("nonce"), nonce);
    }

    /// <summary>The token's digest fits and it was made within 5 s of the device's time.</summary>
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The device's side of UsernameToken.")]
    public static bool TokenFits(PlayedRequest request, DateTimeOffset deviceTime)
    {
        if (!request.HasToken)
        {
            return false;
        }

        var nonce = Convert.FromBase64String(request.Between("Base64Binary\">", "<"));
        var created = request.Between("<wsu:Created>", "<");
        var expected = Convert.ToBase64String(SHA1.HashData([.. nonce, .. Encoding.UTF8.GetBytes(created), .. Encoding.UTF8.GetBytes(Password)]));
        return Same(request.Between("PasswordDigest\">", "<"), expected)
            && (DateTimeOffset.Parse(created, CultureInfo.InvariantCulture) - deviceTime).Duration() <= TimeSpan.FromSeconds(5);
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The device's side of Digest.")]
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
}
