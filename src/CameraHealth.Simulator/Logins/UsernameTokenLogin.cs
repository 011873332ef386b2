using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CameraHealth.Simulator.Logins;

/// <summary>Judges WS-UsernameTokens with password digest against the device's own clock (ONVIF Core 5.9.5).</summary>
internal sealed class UsernameTokenLogin(string user)
{
    /// <summary>How far Created may be from the device's clock, as narrow as the narrowest device met in the field.</summary>
    internal static readonly TimeSpan Window = TimeSpan.FromSeconds(5);
    private const int MaxRemembered = 256;
    private readonly Dictionary<string, DateTimeOffset> _used = new(StringComparer.Ordinal);

    /// <summary>Right password, fresh, never seen before.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "WSS UsernameToken Profile 1.0 fixes SHA-1.")]
    internal bool IsRight(UsernameToken token, string password, DateTimeOffset deviceNow)
    {
        Span<byte> nonce = stackalloc byte[128];
        if (!string.Equals(token.User, user, StringComparison.Ordinal)
            || !Convert.TryFromBase64String(token.Nonce, nonce, out var nonceBytes) || nonceBytes == 0
            || !DateTimeOffset.TryParse(token.Created, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var createdAt)
            || (createdAt - deviceNow).Duration() > Window)
        {
            return false;
        }

        byte[] signed = [.. nonce[..nonceBytes], .. Encoding.UTF8.GetBytes(token.Created), .. Encoding.UTF8.GetBytes(password)];
        var expected = Convert.ToBase64String(SHA1.HashData(signed));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(token.PasswordDigest))
            && IsNew(token.Nonce, deviceNow);
    }

    private bool IsNew(string nonce, DateTimeOffset deviceNow)
    {
        lock (_used)
        {
            if (_used.Count >= MaxRemembered)
            {
                // A token older than the window is refused by its time; its nonce need not be kept.
                foreach (var (old, at) in _used.Where(entry => (deviceNow - entry.Value).Duration() > 2 * Window).ToArray())
                {
                    _used.Remove(old);
                }
            }

            return _used.TryAdd(nonce, deviceNow);
        }
    }
}
