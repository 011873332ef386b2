namespace CameraHealth.Authentication;

/// <summary>One challenge of a <c>WWW-Authenticate</c> header (RFC 7235, section 4.1).</summary>
/// <param name="Scheme">As the device wrote it: <c>Digest</c>, <c>Basic</c>, …; compare without case.</param>
/// <param name="Realm">The protection space; null when the device named none.</param>
public record AuthenticateChallenge(string Scheme, string? Realm)
{
    /// <summary>Reads every challenge of every header value, in the order they came. What cannot be read is left out; nothing is thrown.</summary>
    public static IReadOnlyList<AuthenticateChallenge> ParseAll(IEnumerable<string> headerValues)
    {
        ArgumentNullException.ThrowIfNull(headerValues);
        var challenges = new List<AuthenticateChallenge>();
        foreach (var value in headerValues)
            new ChallengeReader(value ?? string.Empty).ReadInto(challenges);
        return challenges;
    }

    internal static AuthenticateChallenge From(string scheme, IReadOnlyDictionary<string, string> parameters) =>
        scheme.Equals("Digest", StringComparison.OrdinalIgnoreCase)
            ? DigestChallenge.From(scheme, parameters)
            : new AuthenticateChallenge(scheme, parameters.GetValueOrDefault("realm"));
}
