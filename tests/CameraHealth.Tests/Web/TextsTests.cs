using System.Globalization;
using System.Text.RegularExpressions;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Queries;
using CameraHealth.Web.Kpis;
using CameraHealth.Web.Localization;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Web;

public sealed partial class TextsTests
{
    private const string Resource = "CameraHealth.Web.Resources.Texts";

    public static TheoryData<string> Languages => ["vi-VN", "en-GB"];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_member_of_every_closed_set_has_a_word(string culture) => In(culture, () =>
    {
        foreach (var text in Words<Status>().Concat(Words<RungStatus>()).Concat(Words<Rung>()).Concat(Words<Reason>()).Concat(Words<DeviceKind>()).Concat(Words<AccessPath>()).Concat(Words<KpiGrouping>()).Concat(Words<KpiSpan>()).Concat(Words<DayOfWeek>()).Concat(Words<CameraHealth.Monitoring.Observations.ContractTerm>()).Concat(Words<CameraHealth.Monitoring.Fleet.StreamRole>()))
        {
            text.ShouldNotBeNullOrWhiteSpace();
        }
    });

    [Fact]
    public void Both_languages_have_the_same_keys_and_the_same_blanks() => ResourceTexts.ShouldAgree(typeof(Texts).Assembly, Resource);

    [Fact]
    public void Every_key_that_pages_name_exists_and_no_other_is_kept()
    {
        var named = SourceTree.Files("src/CameraHealth.Web", ".razor", ".cs")
            .SelectMany(file => KeyInSource().Matches(File.ReadAllText(file))).Select(match => match.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);
        var kept = ResourceTexts.Vietnamese(typeof(Texts).Assembly, Resource).Keys.ToList();
        named.Except(kept, StringComparer.Ordinal).ShouldBeEmpty();
        kept.Where(key => !named.Contains(key) && !EnumKey().IsMatch(key)).ShouldBeEmpty();
    }

    [Fact]
    public void Unknown_key_is_an_error_and_not_shown_raw() => Should.Throw<ArgumentException>(() => Texts.T("No.Such"));

    private static IEnumerable<string> Words<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(value => Texts.T(value));

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

    [GeneratedRegex("\"(?<key>(?:App|Fleet|Kpi|Ledger|Maintenance|Trust|Contract|Alarm|Device|Reading|Unit|Duration|AccessPath)\\.[A-Z]\\w*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KeyInSource();

    [GeneratedRegex("^(Reason|Status|RungStatus|Rung|DeviceKind|AccessPath|KpiGrouping|KpiSpan|DayOfWeek|ContractTerm|StreamRole)\\.", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EnumKey();
}
