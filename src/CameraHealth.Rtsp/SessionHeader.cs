using System.Globalization;

namespace CameraHealth.Rtsp;

/// <summary>The <c>Session</c> header (RFC 2326, section 12.37), with the blanks devices put around <c>;timeout=</c>.</summary>
internal sealed record SessionHeader(string Id, TimeSpan Timeout)
{
    /// <summary>What holds when the device names no timeout.</summary>
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    public static SessionHeader? Parse(string? header)
    {
        var parts = (header ?? string.Empty).Split(';', StringSplitOptions.TrimEntries);
        if (parts[0].Length == 0)
            return null;
        var timeout = DefaultTimeout;
        foreach (var part in parts.Skip(1))
        {
            var pair = part.Split('=', 2, StringSplitOptions.TrimEntries);
            if (pair.Length == 2 && pair[0].Equals("timeout", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 86400)
                timeout = TimeSpan.FromSeconds(seconds);
        }

        return new SessionHeader(parts[0], timeout);
    }
}
