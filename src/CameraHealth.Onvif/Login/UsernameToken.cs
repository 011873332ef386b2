using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CameraHealth.Authentication;
using CameraHealth.Onvif.Soap;

namespace CameraHealth.Onvif.Login;

/// <summary>WS-Security UsernameToken with password digest (UsernameToken Profile 1.0; ONVIF Core 5.9.5).</summary>
internal static class UsernameToken
{
    public const int NonceLength = 20;

    private const string Profile = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest";
    private const string Base64 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";

    /// <summary>The SOAP header element.</summary>
    /// <param name="credential">The account.</param>
    /// <param name="digest">From <see cref="Digest"/>, with the same nonce and time.</param>
    /// <param name="nonce">Fresh random bytes.</param>
    /// <param name="created">From <see cref="Created"/>.</param>
    public static string Write(DeviceCredential credential, string digest, ReadOnlySpan<byte> nonce, string created)
        => $"<wsse:Security xmlns:wsse=\"{OnvifNamespaces.SecurityExtension}\" xmlns:wsu=\"{OnvifNamespaces.SecurityUtility}\">" +
           $"<wsse:UsernameToken><wsse:Username>{SoapEnvelope.Escape(credential.UserName)}</wsse:Username>" +
           $"<wsse:Password Type=\"{Profile}\">{digest}</wsse:Password>" +
           $"<wsse:Nonce EncodingType=\"{Base64}\">{Convert.ToBase64String(nonce)}</wsse:Nonce>" +
           $"<wsu:Created>{created}</wsu:Created></wsse:UsernameToken></wsse:Security>";

    /// <summary>The time as the token holds it: UTC, whole milliseconds, Z.</summary>
    public static string Created(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Base64(SHA1(nonce bytes ‖ created ‖ password)): the bytes of the nonce, not its Base64 text.</summary>
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The profile allows SHA-1 only.")]
    public static string Digest(ReadOnlySpan<byte> nonce, string created, string password)
        => Convert.ToBase64String(SHA1.HashData([.. nonce, .. Encoding.UTF8.GetBytes(created), .. Encoding.UTF8.GetBytes(password)]));
}
