using System.Globalization;

namespace CameraHealth.Simulator.Rtsp;

/// <summary>Reads the Transport header of a SETUP (RFC 2326 12.39).</summary>
internal static class RtspTransport
{
    /// <summary>The first interleaved channel of the first RTP/AVP/TCP offer; null when the client offers none.</summary>
    internal static byte? InterleavedChannel(string? header)
    {
        foreach (var offer in (header ?? string.Empty).Split(','))
        {
            var parts = offer.Split(';', StringSplitOptions.TrimEntries);
            if (!string.Equals(parts[0], "RTP/AVP/TCP", StringComparison.OrdinalIgnoreCase)
                || parts.Contains("multicast", StringComparer.OrdinalIgnoreCase))
            {
                continue;
            }

            const string key = "interleaved=";
            var channels = parts.FirstOrDefault(part => part.StartsWith(key, StringComparison.OrdinalIgnoreCase))?[key.Length..] ?? "0-1";
            if (byte.TryParse(channels.Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first) && first < byte.MaxValue)
            {
                return first;
            }
        }

        return null;
    }
}
