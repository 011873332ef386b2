using System.Globalization;

namespace CameraHealth.Onvif.Operations;

/// <summary>A time in a reply about footage.</summary>
internal static class DeviceTimeText
{
    // Recorded before the first time synchronisation: 1970 in real replies, with a blank for the T in others.
    private const int LeastYear = 2000;

    /// <summary>Null: missing, unreadable, or before 2000, which means "unknown" and not "56 years of footage".</summary>
    public static DateTimeOffset? Read(string? text) => Parse(text) is { } at && at.Year >= LeastYear ? at : null;

    /// <summary>Without a zone it is UTC, as the specification demands.</summary>
    public static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) && at.Year < 9000 ? at : null;

    public static string Write(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
