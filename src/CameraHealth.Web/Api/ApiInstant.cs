using System.Globalization;

namespace CameraHealth.Web.Api;

/// <summary>An instant in a query string: ISO 8601 with an offset, so that it means the same wherever it is read.</summary>
internal static class ApiInstant
{
    public const string Rule = "Give an ISO 8601 instant with its offset, like 2026-11-24T08:00:00Z or 2026-11-24T15:00:00%2B07:00.";

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm'Z'",
    ];

    /// <summary>Parses; a blank before the offset is the plus sign that an unescaped query string loses.</summary>
    public static bool TryParse(string text, out DateTimeOffset instant) => DateTimeOffset.TryParseExact(
        text.Replace(' ', '+'), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);
}
