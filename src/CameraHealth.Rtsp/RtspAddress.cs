using System.Globalization;
using System.Text;

namespace CameraHealth.Rtsp;

/// <summary>
/// Where a stream is: the host and port of the connection, and the path and query as text. The text is kept as it was
/// given, since devices compare it byte by byte and do not know the joining rules of RFC 3986.
/// </summary>
internal sealed record RtspAddress(string Host, int Port, string PathAndQuery)
{
    private const int DefaultPort = 554;

    /// <summary>The request URI. The scheme is in lower case: a Vivotek answers 404 to <c>RTSP://</c>.</summary>
    public string Uri => string.Create(CultureInfo.InvariantCulture, $"rtsp://{Host}:{Port}{PathAndQuery}");

    /// <summary>Takes host, port, path and query; name and password stay behind.</summary>
    public static RtspAddress From(Uri target) =>
        new(target.Host, target.Port > 0 ? target.Port : DefaultPort, Clean(PathOf(target.OriginalString) ?? string.Empty));

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
