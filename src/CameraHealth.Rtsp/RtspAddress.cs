using System.Globalization;
using System.Net;
using System.Text;

namespace CameraHealth.Rtsp;

/// <summary>
/// Where a stream is: the host and port of the connection, and the path and query as text. The text is kept as it was
/// given, since devices compare it byte by byte and do not know the joining rules of RFC 3986.
/// </summary>
/// <param name="Host">Name or address; an IPv6 address in brackets.</param>
/// <param name="Port">TCP port of the connection.</param>
/// <param name="PathAndQuery">As text; empty when there is none.</param>
/// <param name="IsSecure">Whether the connection is TLS.</param>
internal sealed record RtspAddress(string Host, int Port, string PathAndQuery, bool IsSecure = false)
{
    private const int DefaultPort = 554;
    private const int DefaultSecurePort = 322;

    /// <summary>The request URI. The scheme is in lower case: a Vivotek answers 404 to <c>RTSP://</c>.</summary>
    public string Uri => string.Create(CultureInfo.InvariantCulture, $"{(IsSecure ? "rtsps" : "rtsp")}://{Host}:{Port}{PathAndQuery}");

    /// <summary>The host as the resolver wants it.</summary>
    public string BareHost => Host.Trim('[', ']');

    /// <summary>Takes host, port, path and query; name and password stay behind.</summary>
    /// <exception cref="StreamException">It is no address of a stream.</exception>
    public static RtspAddress From(Uri target)
    {
        if (!target.IsAbsoluteUri || target.Host.Length == 0)
            throw new StreamException(StreamOutcome.Unsupported, StreamFailureReason.SchemeUnsupported, "Not an address with a host.");
        var isSecure = target.Scheme.Equals("rtsps", StringComparison.OrdinalIgnoreCase);
        if (!isSecure && !target.Scheme.Equals("rtsp", StringComparison.OrdinalIgnoreCase))
            throw new StreamException(StreamOutcome.Unsupported, StreamFailureReason.SchemeUnsupported, "Only rtsp:// and rtsps:// are spoken here.");
        var port = target.Port > 0 ? target.Port : isSecure ? DefaultSecurePort : DefaultPort;
        return new(target.Host, port, Clean(PathOf(target.OriginalString) ?? string.Empty), isSecure);
    }

    /// <summary>
    /// Where a redirect leads, if it stays on this host, by name or by the address that is connected: a camera network is
    /// not left because a device says so. Null: elsewhere, nowhere, or out of TLS.
    /// </summary>
    public RtspAddress? Redirected(string? location, IPAddress? connected)
    {
        if (string.IsNullOrWhiteSpace(location))
            return null;
        if (!IsAbsolute(location.Trim()))
            return location.TrimStart().StartsWith('/') ? WithPathOf(location) : null;
        if (!System.Uri.TryCreate(location.Trim(), UriKind.Absolute, out var target) || target.Host.Length == 0)
            return null;
        var there = From(target);
        var isHere = there.Host.Equals(Host, StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(there.BareHost, out var address) && address.Equals(connected));
        return isHere && (there.IsSecure || !IsSecure) && there != this ? there with { Host = Host } : null;
    }

    /// <summary>The same place with the path of a URL which the device wrote. Its host is never used. Null: no path in it.</summary>
    public RtspAddress? WithPathOf(string deviceUrl) => PathOf(deviceUrl) is { } path ? this with { PathAndQuery = Clean(path) } : null;

    public static bool IsAbsolute(string url) => url.StartsWith("rtsp://", StringComparison.OrdinalIgnoreCase)
        || url.StartsWith("rtsps://", StringComparison.OrdinalIgnoreCase);

    /// <summary>The part after the authority, also of URLs without scheme (<c>10.0.0.1/live/</c>),
    /// with the scheme twice, or with a bare IPv6 address.</summary>
    private static string? PathOf(string url)
    {
        var rest = url.Trim();
        if (!IsAbsolute(rest) && !rest.StartsWith('/') && !LooksLikeHost(rest))
            return null;
        while (IsAbsolute(rest))
            rest = rest[(rest.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var path = rest.IndexOfAny(['/', '?']);
        return path < 0 ? string.Empty : rest[path..];
    }

    private static bool LooksLikeHost(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && text.AsSpan(0, slash).IndexOfAny('.', ':') > 0;
    }

    // A blank or a line end in the path would break the request line; everything else is the device's business.
    private static string Clean(string path)
    {
        var fragment = path.IndexOf('#', StringComparison.Ordinal);
        var clean = new StringBuilder(path.Length);
        foreach (var b in Encoding.UTF8.GetBytes(fragment < 0 ? path : path[..fragment]))
            _ = b is > 0x20 and < 0x7f ? clean.Append((char)b) : clean.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
        return clean.ToString();
    }
}
