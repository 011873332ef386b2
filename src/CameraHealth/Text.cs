using System.Globalization;
using System.Resources;

namespace CameraHealth;

/// <summary>What the command line says, Vietnamese unless <c>CAMERAHEALTH_LANG=en</c>.</summary>
internal static class Text
{
    private static readonly ResourceManager Resources = new("CameraHealth.Resources.Texts", typeof(Text).Assembly);
    private static readonly ResourceManager Translations = new("CameraHealth.Resources.Messages", typeof(Text).Assembly);

    /// <summary>The language of this run.</summary>
    public static CultureInfo Culture { get; } = CultureInfo.GetCultureInfo(
        Environment.GetEnvironmentVariable("CAMERAHEALTH_LANG") is { } asked && asked.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en" : "vi");

    /// <summary>A text, with its values put in.</summary>
    public static string Of(string key, params object?[] values)
    {
        var text = Resources.GetString(key, Culture) ?? throw new ArgumentException($"no text '{key}'", nameof(key));
        return values.Length == 0 ? text : string.Format(Culture, text, values);
    }

    /// <summary>A message of one of the libraries, which speak English; its format is the key of the translation.</summary>
    public static string Of(FormattableString message) =>
        Culture.Name == "vi" && Translations.GetString(message.Format, Culture) is { } translated
            ? string.Format(CultureInfo.InvariantCulture, translated, message.GetArguments())
            : FormattableString.Invariant(message);
}
