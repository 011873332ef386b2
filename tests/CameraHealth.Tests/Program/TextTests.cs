using System.Text.RegularExpressions;
using CameraHealth.Storage.PrivatePostgres;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Program;

public sealed partial class TextTests
{
    private const string Resource = "CameraHealth.Resources.Texts";

    [Fact]
    public void Both_languages_have_the_same_keys_and_the_same_blanks() => ResourceTexts.ShouldAgree(typeof(Text).Assembly, Resource);

    [Fact]
    public void Every_key_that_is_named_exists_and_no_other_is_kept()
    {
        var sources = SourceTree.Files("src/CameraHealth", ".cs").Select(File.ReadAllText).ToList();
        var kept = ResourceTexts.Vietnamese(typeof(Text).Assembly, Resource).Keys;
        var named = sources.SelectMany(source => NamedKey().Matches(source)).Select(match => match.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);
        named.Count.ShouldBeGreaterThan(30);
        // Why the private server did not start: the failure's name is the end of the key.
        named.Remove("PrivateCluster").ShouldBeTrue();
        named.UnionWith(Enum.GetNames<PrivateClusterFailure>().Select(failure => $"PrivateCluster{failure}"));
        named.Except(kept, StringComparer.Ordinal).ShouldBeEmpty();
        kept.Where(key => !named.Contains(key) && !sources.Any(source => source.Contains($"\"{key}\"", StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public void Every_translated_message_is_one_that_the_libraries_say_and_puts_the_same_values_in()
    {
        var sources = SourceTree.Files("src", ".cs").Select(File.ReadAllText).ToList();
        foreach (var (message, translated) in ResourceTexts.Vietnamese(typeof(Text).Assembly, "CameraHealth.Resources.Messages"))
        {
            ResourceTexts.Blanks(translated).ShouldBe(ResourceTexts.Blanks(message), message);
            var pattern = EscapedBlank().Replace(Regex.Escape(message), "\\{[^{}]+\\}");
            sources.ShouldContain(source => Regex.IsMatch(source, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)), message);
        }
    }

    [Fact]
    public void Unknown_key_is_an_error_and_not_shown_raw() => Should.Throw<ArgumentException>(() => Text.Of("NoSuch"));

    [Fact]
    public void Values_are_put_in() => Text.Of("FileMissing", "a.csv").ShouldContain("a.csv");

    [GeneratedRegex("\\\\\\{\\d+[^{}]*\\}", RegexOptions.None, 1000)]
    private static partial Regex EscapedBlank();

    [GeneratedRegex("Text\\.Of\\(\"(?<key>\\w+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamedKey();
}
