using System.Text.RegularExpressions;
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
        named.Except(kept, StringComparer.Ordinal).ShouldBeEmpty();

        // A family has a key for each member of an enumeration.
        var families = sources.SelectMany(source => KeyFamily().Matches(source)).Select(match => match.Groups["begin"].Value).ToHashSet(StringComparer.Ordinal);
        families.Where(begin => !kept.Any(key => key.StartsWith(begin, StringComparison.Ordinal))).ShouldBeEmpty();
        kept.Where(key => !families.Any(begin => key.StartsWith(begin, StringComparison.Ordinal)) && !sources.Any(source => source.Contains($"\"{key}\"", StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public void Every_translated_message_is_one_that_a_library_still_says()
    {
        var sources = SourceTree.Files("src", ".cs").Select(File.ReadAllText).ToList();
        foreach (var message in ResourceTexts.Vietnamese(typeof(Text).Assembly, "CameraHealth.Resources.Messages").Keys)
        {
            var pattern = EscapedBlank().Replace(Regex.Escape(message), "\\{[^{}]+\\}");
            sources.ShouldContain(source => Regex.IsMatch(source, pattern, RegexOptions.NonBacktracking, TimeSpan.FromMinutes(1)), message);
        }
    }

    [Fact]
    public void Unknown_key_is_an_error_and_not_shown_raw() => Should.Throw<ArgumentException>(() => Text.Of("NoSuch"));

    [Fact]
    public void Messages_of_the_libraries_keep_their_values_in_translation() => ResourceTexts.ShouldKeepBlanks(typeof(Text).Assembly, "CameraHealth.Resources.Messages");

    [Fact]
    public void Message_of_a_library_is_translated_by_its_format() =>
        Text.Of((FormattableString)$"{"Worker:BatchSize"}: {0} is not between {1} and {10_000}").ShouldBe("Worker:BatchSize: 0 không nằm trong khoảng 1 đến 10000");

    [Fact]
    public void Message_nobody_translated_is_shown_as_it_is() => Text.Of((FormattableString)$"{1} new thing").ShouldBe("1 new thing");

    [Fact]
    public void Values_are_put_in() => Text.Of("FileMissing", "a.csv").ShouldContain("a.csv");

    [GeneratedRegex("\\\\\\{\\d+[^{}]*\\}", RegexOptions.None, 1000)]
    private static partial Regex EscapedBlank();

    [GeneratedRegex("Text\\.Of\\(\"(?<key>\\w+)\"(?! \\+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamedKey();

    [GeneratedRegex("Text\\.Of\\(\"(?<begin>\\w+)\" \\+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KeyFamily();
}
