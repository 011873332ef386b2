namespace CameraHealth.Rtsp;

/// <summary>Joins <c>a=control</c> to its base (RFC 2326, C.1.1), the way devices expect it and not the way of RFC 3986.</summary>
internal static class ControlUrl
{
    /// <summary>Content-Base, else Content-Location, else the request URI. Host and port always those of the connection.</summary>
    public static RtspAddress BaseOf(RtspResponse describe, RtspAddress requested)
    {
        var given = describe.Header("Content-Base") ?? describe.Header("Content-Location");
        return string.IsNullOrWhiteSpace(given) ? requested : requested.WithPathOf(given) ?? requested;
    }

    /// <summary>Absolute: its path. None or <c>*</c>: the base exactly as given. Relative: base, one slash, control, also when
    /// the base has a query (Dahua: <c>…?channel=1&amp;subtype=0/trackID=0</c>).</summary>
    public static RtspAddress Resolve(RtspAddress baseAddress, string? control)
    {
        var text = control?.Trim();
        if (text is null or "" or "*")
            return baseAddress;
        if (RtspAddress.IsAbsolute(text))
            return baseAddress.WithPathOf(text) ?? baseAddress;
        // Verint answers 404 to a doubled slash.
        return baseAddress.WithPathOf($"{baseAddress.Uri.TrimEnd('/')}/{text.TrimStart('/')}") ?? baseAddress;
    }
}
