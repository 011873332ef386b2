using System.Globalization;

namespace CameraHealth.Simulator.Archives;

/// <summary>The Range of a PLAY (RFC 2326 3.7: UTC as <c>20090615T114900.44Z</c>), in the device's own time.</summary>
/// <param name="From">Null: from the oldest footage on.</param>
/// <param name="Until">Null: to the newest.</param>
internal sealed record PlaybackRange(DateTimeOffset? From, DateTimeOffset? Until)
{
    private const string Clock = "clock=";
    private static readonly string[] Formats = ["yyyyMMdd'T'HHmmss'Z'", "yyyyMMdd'T'HHmmss.FFFFFFF'Z'"];

    /// <summary>Reads the header; null: it is there and cannot be read.</summary>
    internal static PlaybackRange? Parse(string? header)
    {
        if (header is null || header.StartsWith("npt=", StringComparison.OrdinalIgnoreCase))
        {
            return new PlaybackRange(null, null);
        }

        if (!header.StartsWith(Clock, StringComparison.OrdinalIgnoreCase) || header[Clock.Length..].Split('-') is not [var first, var last])
        {
            return null;
        }

        return Read(first) is { } from && (last.Length == 0 || Read(last) is not null) ? new PlaybackRange(from, Read(last)) : null;
    }

    internal static string Format(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss.fff'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset? Read(string text) =>
        DateTimeOffset.TryParseExact(text.Trim(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
