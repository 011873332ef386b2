using CameraHealth.Imaging;
using CameraHealth.Imaging.Measures;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace CameraHealth.Tests.Imaging.Measures;

public sealed class ClippedTests
{
    [Theory]
    [InlineData(255, 255, 255, 1)]
    [InlineData(255, 30, 30, 1)]
    [InlineData(40, 255, 40, 1)]
    [InlineData(20, 20, 255, 1)]
    [InlineData(235, 40, 40, 0)]
    [InlineData(200, 200, 200, 0)]
    [InlineData(0, 0, 0, 0)]
    public void Colour_that_is_burnt_out_in_one_channel_counts_although_it_is_not_white(byte red, byte green, byte blue, double share) =>
        Clipped.ShareOf(Picture(new SKColor(red, green, blue), new SKColor(red, green, blue))).ShouldBe(share, 0.02);

    [Fact]
    public void Share_is_that_of_the_picture() => Clipped.ShareOf(Picture(SKColors.White, SKColors.Gray)).ShouldBe(0.5, 0.03);

    private static Picture Picture(SKColor left, SKColor right)
    {
        using var bitmap = new SKBitmap(640, 360);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(right);
            using var paint = new SKPaint { Color = left };
            canvas.DrawRect(0, 0, 320, 360, paint);
        }

        return CameraHealth.Imaging.Picture.Decode(bitmap.Encode(SKEncodedImageFormat.Jpeg, 95).ToArray(), CancellationToken.None);
    }
}
