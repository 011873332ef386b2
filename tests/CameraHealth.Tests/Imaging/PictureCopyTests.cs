using CameraHealth.Imaging;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace CameraHealth.Tests.Imaging;

public sealed class PictureCopyTests
{
    [Theory]
    [InlineData(3840, 2160, 1280, 720)]
    [InlineData(1920, 1080, 1280, 720)]
    [InlineData(640, 360, 640, 360)]
    [InlineData(1600, 1601, 1280, 1280)]
    public void Copy_is_at_most_as_wide_as_asked_and_never_wider_than_the_picture(int width, int height, int copyWidth, int copyHeight)
    {
        var copy = PictureCopy.Make(Jpeg(width, height), 1280, 80, TestContext.Current.CancellationToken);
        using var decoded = SKBitmap.Decode(copy);
        (decoded.Width, decoded.Height).ShouldBe((copyWidth, copyHeight));
    }

    [Fact]
    public void What_else_a_camera_hid_in_its_picture_is_not_in_the_copy()
    {
        var jpeg = Jpeg(640, 360);
        var comment = "<script>alert(1)</script>"u8.ToArray();
        byte[] hidden = [.. jpeg[..2], 0xFF, 0xFE, 0, (byte)(comment.Length + 2), .. comment, .. jpeg[2..], .. comment];
        PictureCopy.Make(hidden, 1280, 80, TestContext.Current.CancellationToken).AsSpan().IndexOf(comment).ShouldBe(-1);
    }

    [Fact]
    public void What_is_no_picture_has_no_copy() =>
        Should.Throw<PictureException>(() => PictureCopy.Make(new byte[1000], 1280, 80, TestContext.Current.CancellationToken)).Reason.ShouldBe(PictureFailureReason.NotAPicture);

    private static byte[] Jpeg(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.SteelBlue);
        return bitmap.Encode(SKEncodedImageFormat.Jpeg, 80).ToArray();
    }
}
