namespace CameraHealth.Authentication;

/// <summary>A Digest challenge (RFC 7616, section 3.3; RFC 2617; RFC 2069 when it names no qop).</summary>
public sealed record DigestChallenge : AuthenticateChallenge
{
    private DigestChallenge(string scheme, string? realm)
        : base(scheme, realm)
    {
    }

    /// <summary>The server's nonce; empty when it was missing, and then the challenge cannot be answered.</summary>
    public string Nonce { get; private init; } = string.Empty;

    /// <summary>To be given back unchanged, also when empty (a Bosch sends it empty and wants it back); null when absent.</summary>
    public string? Opaque { get; private init; }

    /// <summary>The qop options in lower case; empty when none was named (RFC 2069).</summary>
    public IReadOnlyList<string> QopOptions { get; private init; } = [];

    /// <summary>The hash to use.</summary>
    public DigestAlgorithm Algorithm { get; private init; }

    /// <summary>The algorithm exactly as named, to be given back; null when none was named.</summary>
    public string? AlgorithmName { get; private init; }

    /// <summary>True for the <c>-sess</c> variants.</summary>
    public bool IsSession { get; private init; }

    /// <summary>True: only the nonce was too old. Not a refusal of the credential.</summary>
    public bool Stale { get; private init; }

    /// <summary>Whether an answer can be computed: known hash, a nonce, and <c>auth</c> among the options if there are any.</summary>
    public bool IsSupported => Algorithm != DigestAlgorithm.Unsupported && Nonce.Length > 0 && (QopOptions.Count == 0 || UsesQop);

    internal bool UsesQop => QopOptions.Contains("auth", StringComparer.Ordinal);

    /// <summary>The strongest challenge that can be answered; the first of equals. Null when there is none: Basic is never answered.</summary>
    public static DigestChallenge? PickStrongest(IEnumerable<AuthenticateChallenge> challenges) =>
        challenges.OfType<DigestChallenge>().Where(c => c.IsSupported).MaxBy(c => c.Algorithm);

    internal static new DigestChallenge From(string scheme, IReadOnlyDictionary<string, string> parameters)
    {
        var name = parameters.GetValueOrDefault("algorithm");
        var (algorithm, isSession) = ReadAlgorithm(name);
        return new DigestChallenge(scheme, parameters.GetValueOrDefault("realm"))
        {
            Nonce = parameters.GetValueOrDefault("nonce") ?? string.Empty,
            Opaque = parameters.GetValueOrDefault("opaque"),
            QopOptions = ReadQop(parameters.GetValueOrDefault("qop")),
            Algorithm = algorithm,
            AlgorithmName = name,
            IsSession = isSession,
            Stale = string.Equals(parameters.GetValueOrDefault("stale"), "true", StringComparison.OrdinalIgnoreCase),
        };
    }

    /// <summary>The same challenge with the nonce of an <c>Authentication-Info: nextnonce</c>.</summary>
    internal DigestChallenge WithNonce(string nonce) => this with { Nonce = nonce, Stale = false };

    private static (DigestAlgorithm Algorithm, bool IsSession) ReadAlgorithm(string? name) => name?.Trim().ToUpperInvariant() switch
    {
        null or "" or "MD5" => (DigestAlgorithm.Md5, false),
        "MD5-SESS" => (DigestAlgorithm.Md5, true),
        "SHA-256" => (DigestAlgorithm.Sha256, false),
        "SHA-256-SESS" => (DigestAlgorithm.Sha256, true),
        _ => (DigestAlgorithm.Unsupported, false),
    };

    private static string[] ReadQop(string? qop) =>
        (qop ?? string.Empty).ToLowerInvariant().Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
