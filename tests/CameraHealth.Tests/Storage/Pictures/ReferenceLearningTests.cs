using CameraHealth.Storage.Pictures;
using CsCheck;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Storage.Pictures;

public sealed class ReferenceLearningTests
{
    [Fact]
    public void Means_are_those_of_all_pictures() => Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1]).Array[1, 50].Sample(pictures =>
    {
        var learning = pictures.Aggregate(default(ReferenceLearning), (known, picture) => known.Add(picture.Item1, picture.Item2));
        learning.Pictures.ShouldBe(pictures.Length);
        learning.MeanSharpness.ShouldBe(pictures.Average(picture => picture.Item1), 1e-9);
        learning.MeanBrightness.ShouldBe(pictures.Average(picture => picture.Item2), 1e-9);
    });

    [Fact]
    public void Typical_picture_is_preferred_to_a_foggy_and_to_a_glaring_one()
    {
        var learning = new[] { 0.5, 0.52, 0.48, 0.51 }.Aggregate(default(ReferenceLearning), (known, sharpness) => known.Add(sharpness, 0.45));
        learning.Prefers((0.5, 0.46), (0.2, 0.45)).ShouldBeTrue();
        learning.Prefers((0.5, 0.8), (0.49, 0.45)).ShouldBeFalse();
    }

    [Fact]
    public void Options_out_of_range_are_named_with_their_limits()
    {
        new PicturesOptions().Validate().ShouldBeEmpty();
        new PicturesOptions { RetentionDays = 0, MaxBytes = 1, Width = 10_000, Quality = 5, LearnDays = 0, ViewRetentionDays = 30 }.Validate().Select(error => FormattableString.Invariant(error)).ShouldBe(
        [
            "Pictures:RetentionDays: 0 is not between 1 and 3650", "Pictures:MaxBytes: 1 is not between 16777216 and 1099511627776",
            "Pictures:Width: 10000 is not between 320 and 1920", "Pictures:Quality: 5 is not between 40 and 95", "Pictures:LearnDays: 0 is not between 1 and 60",
            "Pictures:ViewRetentionDays: 30 is not between 90 and 3650",
        ]);
    }
}
