using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CameraHealth.Authentication;

/// <summary>
/// Answers the challenges of one service of one device, and remembers the last one so that later requests need no
/// second round trip. Safe to use from several threads. It decides nothing about whether a credential may be sent:
/// that is the <see cref="ILoginGate"/>.
/// </summary>
public sealed class DigestSession
{
    private readonly Lock _lock = new();
    private readonly Func<string> _createClientNonce;
    private DigestChallenge? _challenge;
    private string _clientNonce = string.Empty;
    private uint _nonceCount;

    /// <summary>A session that has met no challenge yet.</summary>
    public DigestSession()
        : this(() => RandomNumberGenerator.GetHexString(16, lowercase: true))
    {
    }

    internal DigestSession(Func<string> createClientNonce) => _createClientNonce = createClientNonce;

    /// <summary>The challenge answered last; null before the first.</summary>
    public DigestChallenge? Challenge
    {
        get
        {
            lock (_lock)
                return _challenge;
        }
    }

    /// <summary>Takes a challenge. A nonce seen just before keeps its count, since the count must grow per nonce (RFC 7616, section 3.4).</summary>
    /// <exception cref="ArgumentException">The challenge is not <see cref="DigestChallenge.IsSupported"/>.</exception>
    public void Remember(DigestChallenge challenge)
    {
        ArgumentNullException.ThrowIfNull(challenge);
        if (!challenge.IsSupported)
            throw new ArgumentException("This challenge cannot be answered.", nameof(challenge));
        lock (_lock)
        {
            if (!string.Equals(_challenge?.Nonce, challenge.Nonce, StringComparison.Ordinal))
            {
                _nonceCount = 0;
                _clientNonce = _createClientNonce();
            }

            _challenge = challenge;
        }
    }

    /// <summary>Takes the <c>nextnonce</c> of an <c>Authentication-Info</c> header (RFC 7616, section 3.5), if it holds one.</summary>
    public void RememberNextNonce(string? authenticationInfo)
    {
        var next = new ChallengeReader(authenticationInfo ?? string.Empty).ReadParameters().GetValueOrDefault("nextnonce");
        lock (_lock)
        {
            if (_challenge is not null && !string.IsNullOrEmpty(next))
                Remember(_challenge.WithNonce(next));
        }
    }

    /// <summary>The value of the <c>Authorization</c> header for one request. Each call uses up one count of the nonce.</summary>
    /// <param name="method">HTTP or RTSP method, upper case.</param>
    /// <param name="uri">Exactly the request target that is sent.</param>
    /// <param name="credential">The account. Its password goes into the hash only.</param>
    /// <exception cref="InvalidOperationException">No challenge has been met.</exception>
    public string CreateAuthorization(string method, string uri, DeviceCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        lock (_lock)
        {
            var challenge = _challenge ?? throw new InvalidOperationException("No challenge to answer.");
            var count = (++_nonceCount).ToString("x8", CultureInfo.InvariantCulture);
            return Format(challenge, method, uri, credential, count, _clientNonce);
        }
    }

    private static string Format(DigestChallenge challenge, string method, string uri, DeviceCredential credential, string count, string clientNonce)
    {
        var realm = challenge.Realm ?? string.Empty;
        var secret = Hash(challenge, $"{credential.UserName}:{realm}:{credential.Password}");
        if (challenge.IsSession)
            secret = Hash(challenge, $"{secret}:{challenge.Nonce}:{clientNonce}");
        var request = Hash(challenge, $"{method}:{uri}");
        var response = challenge.UsesQop
            ? Hash(challenge, $"{secret}:{challenge.Nonce}:{count}:{clientNonce}:auth:{request}")
            : Hash(challenge, $"{secret}:{challenge.Nonce}:{request}");

        var header = new StringBuilder("Digest username=").Append(Quote(credential.UserName))
            .Append(", realm=").Append(Quote(realm))
            .Append(", nonce=").Append(Quote(challenge.Nonce))
            .Append(", uri=").Append(Quote(uri))
            .Append(", response=\"").Append(response).Append('"');
        if (challenge.AlgorithmName is { Length: > 0 } algorithm)
            header.Append(", algorithm=").Append(algorithm.Trim());
        if (challenge.Opaque is not null)
            header.Append(", opaque=").Append(Quote(challenge.Opaque));
        if (challenge.UsesQop)
            header.Append(", qop=auth, nc=").Append(count);
        if (challenge.UsesQop || challenge.IsSession)
            header.Append(", cnonce=").Append(Quote(clientNonce));
        return header.ToString();
    }

    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms",
        Justification = "Digest MD5 is all that most cameras offer (RFC 2617); SHA-256 is preferred when offered.")]
    private static string Hash(DigestChallenge challenge, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Convert.ToHexStringLower(challenge.Algorithm == DigestAlgorithm.Sha256 ? SHA256.HashData(bytes) : MD5.HashData(bytes));
    }

    // Control characters are dropped: an account name from a spreadsheet must not be able to end the header line.
    private static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                quoted.Append('\\');
            if (!char.IsControl(c))
                quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }
}
