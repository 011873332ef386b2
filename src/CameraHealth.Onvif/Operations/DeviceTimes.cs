using System.Globalization;

namespace CameraHealth.Onvif.Operations;

/// <summary>xs:dateTime as devices write it: with or without zone (eyetowers/gonvif#1), which is UTC then.</summary>
internal static class DeviceTimes
{
    private const int MaxLength = 40;

    /// <summary>Null: nothing that can be read.</summary>
    public static DateTimeOffset? Parse(string? text) =>
        text is { Length: <= MaxLength }
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces, out var at)
            ? at
            : null;
}
