using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Web.Localization;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Web;

public sealed partial class TextsTests
{
    public static TheoryData<string> Languages => ["vi-VN", "en-GB"];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_member_of_every_closed_set_has_a_word(string culture) => In(culture, () =>
    {
        foreach (var text in Words<Status>().Concat(Words<RungStatus>()).Concat(Words<Rung>()).Concat(Words<Reason>()).Concat(Words<DeviceKind>()).Concat(Words<AccessPath>()))
        {
            text.ShouldNotBeNullOrWhiteSpace();
        }
    });

    [Fact]
    public void Both_languages_have_the_same_keys_and_the_same_blanks()
    {
        var (vietnamese, english) = (Read(CultureInfo.InvariantCulture), Read(CultureInfo.GetCultureInfo("en")));
        english.Keys.ShouldBe(vietnamese.Keys, ignoreOrder: true);
        foreach (var (key, text) in vietnamese)
        {
            Blanks(english[key]).ShouldBe(Blanks(text), key);
        }
    }

    [Fact]
    public void Every_key_that_pages_name_exists_and_no_other_is_kept()
    {
        var sources = Directory.EnumerateFiles(WebFolder(), "*.*", SearchOption.AllDirectories)
            .Where(file => (file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal)) && !file.Contains("/obj/", StringComparison.Ordinal));
        var named = sources.SelectMany(file => KeyInSource().Matches(File.ReadAllText(file))).Select(match => match.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);
        var kept = Read(CultureInfo.InvariantCulture).Keys.ToList();
        named.Except(kept, StringComparer.Ordinal).ShouldBeEmpty();
        kept.Where(key => !named.Contains(key) && !EnumKey().IsMatch(key)).ShouldBeEmpty();
    }

    [Fact]
    public void Unknown_key_is_an_error_and_not_shown_raw() => Should.Throw<ArgumentException>(() => Texts.T("No.Such"));

    private static IEnumerable<string> Words<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(value => Texts.T(value));

    private static string Blanks(string text) => string.Join(',', Blank().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal));

    private static Dictionary<string, string> Read(CultureInfo culture)
    {
        var resources = new ResourceManager("CameraHealth.Web.Resources.Texts", typeof(Texts).Assembly);
        return resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false).ShouldNotBeNull()
            .Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);
    }

    private static string WebFolder() =>
        typeof(TextsTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key is "WebSources").Value!;

    private static void In(string culture, Action act)
    {
        var (one, other) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            act();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (one, other);
        }
    }

    [GeneratedRegex("\"(?<key>(?:App|Fleet|Alarm|Device|Reading|Unit|Duration|AccessPath)\\.[A-Z]\\w*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KeyInSource();

    [GeneratedRegex("^(Reason|Status|RungStatus|Rung|DeviceKind|AccessPath)\\.", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EnumKey();

    [GeneratedRegex("\\{\\d\\}", RegexOptions.None, 1000)]
    private static partial Regex Blank();
}
