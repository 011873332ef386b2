using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using Shouldly;

namespace CameraHealth.Tests;

/// <summary>The texts of an assembly in both languages.</summary>
internal static partial class ResourceTexts
{
    /// <summary>The main texts, by key.</summary>
    public static IReadOnlyDictionary<string, string> Vietnamese(Assembly assembly, string resource) => Read(assembly, resource, CultureInfo.InvariantCulture);

    /// <summary>Every key is there in Vietnamese and in English, and both put the same values in.</summary>
    public static void ShouldAgree(Assembly assembly, string resource)
    {
        var (vietnamese, english) = (Vietnamese(assembly, resource), Read(assembly, resource, CultureInfo.GetCultureInfo("en")));
        english.Keys.ShouldBe(vietnamese.Keys, ignoreOrder: true);
        foreach (var (key, text) in vietnamese)
        {
            text.ShouldNotBeNullOrWhiteSpace(key);
            english[key].ShouldNotBeNullOrWhiteSpace(key);
            Blanks(english[key]).ShouldBe(Blanks(text), key);
        }
    }

    /// <summary>Every translation puts in the values of the format that is its key.</summary>
    public static void ShouldKeepBlanks(Assembly assembly, string resource)
    {
        foreach (var (format, text) in Vietnamese(assembly, resource))
        {
            Blanks(text).ShouldBe(Blanks(format), format);
        }
    }

    private static Dictionary<string, string> Read(Assembly assembly, string resource, CultureInfo culture) =>
        new ResourceManager(resource, assembly).GetResourceSet(culture, createIfNotExists: true, tryParents: false).ShouldNotBeNull()
            .Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);

    private static string Blanks(string text) => string.Join(',', Blank().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal));

    [GeneratedRegex("\\{\\d\\}", RegexOptions.None, 1000)]
    private static partial Regex Blank();
}
