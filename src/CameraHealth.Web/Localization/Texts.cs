using System.Globalization;
using System.Resources;

namespace CameraHealth.Web.Localization;

/// <summary>The words of the pages in the language of the current culture: Vietnamese, unless it is English.</summary>
internal static class Texts
{
    private static readonly ResourceManager Resources = new("CameraHealth.Web.Resources.Texts", typeof(Texts).Assembly);

    /// <summary>A text. A key that no file has is a mistake of ours that tests find.</summary>
    public static string T(string key) =>
        Resources.GetString(key, CultureInfo.CurrentUICulture) ?? throw new ArgumentException($"No text has the key '{key}'.", nameof(key));

    /// <summary>A text with its blanks filled, numbers in the current culture.</summary>
    public static string T(string key, params object[] arguments) => string.Format(CultureInfo.CurrentCulture, T(key), arguments);

    /// <summary>The word for a member of a closed set.</summary>
    public static string T<TEnum>(TEnum value)
        where TEnum : struct, Enum => T($"{typeof(TEnum).Name}.{value}");
}
