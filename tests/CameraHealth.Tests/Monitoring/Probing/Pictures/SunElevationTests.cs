using System.Globalization;
using CameraHealth.Monitoring.Probing.Pictures;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Probing.Pictures;

public sealed class SunElevationTests
{
    // Second opinion: the spreadsheet formulas of NOAA's Global Monitoring Laboratory (after Meeus), worked out apart from this program.
    [Theory]
    [InlineData("Côn Đảo, noon in November", 8.683, 106.607, "2026-11-25T04:40Z", 60.576)]
    [InlineData("Côn Đảo, before sunrise", 8.683, 106.607, "2026-11-24T22:30Z", -5.461)]
    [InlineData("Côn Đảo, midnight", 8.683, 106.607, "2026-11-25T16:00Z", -74.397)]
    [InlineData("Côn Đảo, noon in June, from the north", 8.683, 106.607, "2026-06-21T05:00Z", 75.203)]
    [InlineData("Berlin, noon in June", 52.52, 13.405, "2026-06-21T11:08Z", 60.918)]
    [InlineData("Berlin, noon in December", 52.52, 13.405, "2026-12-21T11:04Z", 14.043)]
    [InlineData("Berlin, an afternoon in December", 52.52, 13.405, "2026-12-21T16:00Z", -9.236)]
    [InlineData("Tromsø, noon of the polar night", 69.65, 18.96, "2026-12-21T10:43Z", -3.087)]
    [InlineData("Tromsø, midnight sun", 69.65, 18.96, "2026-06-21T22:46Z", 3.087)]
    [InlineData("Longyearbyen, noon of the polar night", 78.22, 15.65, "2026-12-21T11:00Z", -11.659)]
    [InlineData("McMurdo, midnight sun of the south", -77.85, 166.67, "2026-12-21T12:50Z", 11.288)]
    public void Elevation_agrees_with_a_second_opinion(string place, double latitude, double longitude, string at, double expected) =>
        SunElevation.Of(latitude, longitude, At(at)).ShouldBe(expected, 0.05, place);

    [Theory]
    [InlineData(8.683, 106.607, "2026-11-25T04:40Z", true)]
    [InlineData(8.683, 106.607, "2026-11-24T22:30Z", null)]
    [InlineData(8.683, 106.607, "2026-11-25T16:00Z", false)]
    [InlineData(52.52, 13.405, "2026-12-21T11:04Z", true)]
    [InlineData(52.52, 13.405, "2026-12-21T16:00Z", false)]
    [InlineData(69.65, 18.96, "2026-12-21T10:43Z", null)]
    [InlineData(78.22, 15.65, "2026-12-21T11:00Z", false)]
    [InlineData(-77.85, 166.67, "2026-12-21T12:50Z", true)]
    public void Day_and_night_are_told_and_twilight_is_neither(double latitude, double longitude, string at, bool? expected) =>
        SunElevation.IsDaylight(latitude, longitude, At(at)).ShouldBe(expected);

    [Fact]
    public void Without_a_whole_position_nothing_is_told()
    {
        SunElevation.IsDaylight(null, null, At("2026-11-25T04:40Z")).ShouldBeNull();
        SunElevation.IsDaylight(8.683, null, At("2026-11-25T04:40Z")).ShouldBeNull();
        SunElevation.IsDaylight(null, 106.607, At("2026-11-25T04:40Z")).ShouldBeNull();
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
