using CameraHealth.Storage.Pictures;
using CsCheck;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Storage.Pictures;

public sealed class SharpnessTrendTests
{
    private static readonly DateOnly First = new(2026, 11, 1);

    [Fact]
    public void Film_of_salt_is_forecast_to_the_day_on_which_the_picture_counts_as_blurred()
    {
        // 0.60 falls by 0.005 a day: 72 % of it, 0.432, is reached after 33.6 days.
        var trend = SharpnessTrend.Of(Days(30, day => 0.6 - (0.005 * day)), usual: 0.6);
        trend.Course.ShouldBe(SharpnessCourse.Falling);
        trend.ChangePerDay!.Value.ShouldBe(-0.005, 1e-9);
        trend.CleaningOn.ShouldBe(First.AddDays(34));
    }

    [Fact]
    public void Film_that_was_there_before_the_window_is_measured_against_the_accepted_view()
    {
        var days = Days(30, day => 0.5 - (0.002 * day));
        var (clean, unknown) = (SharpnessTrend.Of(days, usual: 0.6), SharpnessTrend.Of(days, usual: null));
        clean.CleaningOn.ShouldBe(First.AddDays(34));
        unknown.CleaningOn.ShouldBe(First.AddDays(70));
    }

    [Fact]
    public void Days_of_fog_and_one_wiped_lens_of_thirty_do_not_turn_the_forecast()
    {
        var days = Days(30, day => day is 4 or 11 or 12 or 25 ? 0.3 : day == 20 ? 0.75 : 0.6 - (0.005 * day));
        SharpnessTrend.Of(days, usual: 0.6).CleaningOn!.Value.DayNumber.ShouldBeInRange(First.DayNumber + 31, First.DayNumber + 37);
    }

    [Fact]
    public void Lens_that_is_past_it_is_to_be_cleaned_on_the_last_day_measured() =>
        SharpnessTrend.Of(Days(20, day => 0.42 - (0.001 * day)), usual: 0.6).CleaningOn.ShouldBe(First.AddDays(19));

    [Fact]
    public void Too_few_days_tell_nothing()
    {
        SharpnessTrend.Of(Days(SharpnessTrend.MinDays - 1, day => 0.6 - (0.01 * day)), 0.6).ShouldBe(new SharpnessTrend(SharpnessCourse.TooFewDays, null, null));
        SharpnessTrend.Of([], null).Course.ShouldBe(SharpnessCourse.TooFewDays);
        SharpnessTrend.Of(Days(30, day => 0.6 - (0.01 * day), pictures: SharpnessTrend.MinPictures - 1), 0.6).Course.ShouldBe(SharpnessCourse.TooFewDays);
    }

    [Fact]
    public void Course_that_stays_or_rises_or_falls_too_slowly_has_no_forecast()
    {
        foreach (var change in new[] { 0, 0.002, -0.00001 })
        {
            var trend = SharpnessTrend.Of(Days(30, day => 0.6 + (change * day)), 0.6);
            trend.Course.ShouldBe(SharpnessCourse.Steady);
            trend.CleaningOn.ShouldBeNull();
            trend.ChangePerDay!.Value.ShouldBe(change, 1e-9);
        }
    }

    // At 5 % of two sides one in forty falls by chance: of thousand courses about 25.
    [Fact]
    public void Chance_alone_hardly_ever_makes_a_forecast()
    {
        var random = new Random(7);
        var falling = Enumerable.Range(0, 1000).Count(_ => SharpnessTrend.Of(Days(30, _ => 0.6 + (0.05 * random.NextDouble())), 0.6).Course == SharpnessCourse.Falling);
        falling.ShouldBeLessThan(45);
    }

    [Fact]
    public void Order_of_the_days_does_not_matter() => Gen.Double[0.1, 0.9].Array[10, 30].Sample(values =>
    {
        var days = values.Select((value, day) => new SharpnessDay(First.AddDays(day), value, 20)).ToArray();
        SharpnessTrend.Of([.. days.Reverse()], 0.6).ShouldBe(SharpnessTrend.Of(days, 0.6));
    });

    private static List<SharpnessDay> Days(int count, Func<int, double> sharpness, int pictures = 40) =>
        [.. Enumerable.Range(0, count).Select(day => new SharpnessDay(First.AddDays(day), sharpness(day), pictures))];
}
