using System.Globalization;

namespace CameraHealth.Onvif.Addresses;

/// <summary>
/// An address taken from a reply, split by hand: devices send hosts with scopes ("[fe80::1%eth0]"), the port twice
/// (milg0/onvif-java-lib#19) and blanks inside (AlexxIT/go2rtc#638), on which Uri gives up. No user info is kept.
/// </summary>
/// <param name="Scheme">Lower case.</param>
/// <param name="Host">Without brackets and scope; may be empty.</param>
/// <param name="Port">Null: not told.</param>
/// <param name="PathAndQuery">As told, beginning with '/'.</param>
internal sealed record ToldAddress(string Scheme, string Host, int? Port, string PathAndQuery)
{
    private const int MaxLength = 2048;

    public static ToldAddress? Parse(string? text)
    {
        text = text is null ? "" : string.Concat(text.Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c)));
        var schemeEnd = text.IndexOf("://", StringComparison.Ordinal);
        if (schemeEnd <= 0 || text.Length > MaxLength)
        {
            return null;
        }

        var rest = text[(schemeEnd + 3)..];
        var authorityEnd = rest.AsSpan().IndexOfAny('/', '?', '#');
        var authority = authorityEnd < 0 ? rest : rest[..authorityEnd];
        var path = authorityEnd < 0 ? "/" : rest[authorityEnd..];
        // A password may hold '/' or '@' unescaped (Tapo): the user info ends at the last '@' before the query.
        var search = rest.Split('?')[0];
        if (search.LastIndexOf('@') is var at and >= 0 && (at < authority.Length || authority.Contains(':', StringComparison.Ordinal)) && IsUserInfo(search[..at]))
        {
            return Parse(text[..(schemeEnd + 3)] + rest[(at + 1)..]);
        }

        var (host, port) = SplitHost(authority);
        return new ToldAddress(text[..schemeEnd].ToLowerInvariant(), host, port, path.StartsWith('/') ? path : "/" + path);
    }

    /// <summary>The host is the one that was registered, whatever brackets and case.</summary>
    public bool IsOn(OnvifEndpoint endpoint) => string.Equals(Host, endpoint.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase);

    // "user:pass/word" is user info; "10.0.0.5:554/live" in "rtsp://10.0.0.5:554/live@1" is not: a port is all digits.
    private static bool IsUserInfo(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 || (colon >= 0 && colon < slash && !text.AsSpan(colon + 1, slash - colon - 1).ContainsOnlyDigits());
    }

    private static (string Host, int? Port) SplitHost(string authority)
    {
        if (authority.StartsWith('[') && authority.IndexOf(']', StringComparison.Ordinal) is var close and > 0)
        {
            return (authority[1..close].Split('%')[0], PortOf(authority[(close + 1)..].TrimStart(':')));
        }

        var parts = authority.Split(':');
        return parts.Length > 3
            ? (authority.Split('%')[0], null)
            : (parts[0], parts.Length > 1 ? PortOf(parts[1]) : null);
    }

    private static int? PortOf(string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65_535 ? port : null;
}
