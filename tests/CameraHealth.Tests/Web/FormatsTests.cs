using System.Globalization;
using CameraHealth.Tests.Web.Doubles;
using CameraHealth.Web;
using CameraHealth.Web.Localization;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Web;

public sealed class FormatsTests
{
    public FormatsTests() => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("vi-VN");

    [Theory]
    [InlineData(-5, "0 giây")]
    [InlineData(59, "59 giây")]
    [InlineData(60, "1 phút")]
    [InlineData(3600, "1 giờ")]
    [InlineData(11_520, "3 giờ 12 phút")]
    [InlineData(100_000, "1 ngày 3 giờ")]
    public void Span_is_written_in_its_two_largest_units(int seconds, string expected) => Formats.Duration(TimeSpan.FromSeconds(seconds)).ShouldBe(expected);

    [Theory]
    [InlineData(1.0, "100%")]
    [InlineData(0.99999, "99,9%")]
    [InlineData(0.9625, "96,2%")]
    [InlineData(0.0, "0%")]
    [InlineData(null, "chưa đo được")]
    public void Ratio_short_of_all_is_never_written_as_all(double? ratio, string expected) => Formats.Percent(ratio).ShouldBe(expected);

    [Fact]
    public void Times_are_those_of_the_site() =>
        new Formats(new WebRoleOptions(), new FakeTimeProvider(Rows.Now)).Minute(Rows.Now).ShouldBe("24/11/2026 15:00");
}
