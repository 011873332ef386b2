using CameraHealth.Imaging;
using CameraHealth.Tests.Imaging.Scenes;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Imaging;

/// <summary>What is decoded, what is refused and why, and what a hostile file cannot do.</summary>
public sealed class PictureDecodingTests
{
    public static TheoryData<string> Names => [.. PictureSeeds.All.Select(seed => seed.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_kind_of_file_is_decoded_or_refused_for_its_reason(string name)
    {
        var (_, bytes, refused) = PictureSeeds.All.Single(seed => seed.Name == name);
        if (refused is { } reason)
        {
            Should.Throw<PictureException>(() => Decode(bytes)).Reason.ShouldBe(reason);
        }
        else
        {
            Decode(bytes).Width.ShouldBeGreaterThanOrEqualTo(96);
        }
    }

    [Fact]
    public void File_of_too_many_bytes_is_refused_unread() =>
        Should.Throw<PictureException>(() => Decode(new byte[PictureLimits.MaxBytes + 1])).Reason.ShouldBe(PictureFailureReason.TooLarge);

    [Fact]
    public void Brightness_and_colour_are_those_of_the_picture()
    {
        var frame = new Frame(512, 384).Paint(canvas => canvas.Clear(new SkiaSharp.SKColor(200, 40, 90)));
        var report = PictureExaminer.Examine(frame.ToPng(), PictureContext.None, TestContext.Current.CancellationToken);
        report.Brightness.ShouldBe(((0.299 * 200) + (0.587 * 40) + (0.114 * 90)) / 255, 0.01);
        report.IsMonochrome.ShouldBeFalse();
        (report.Width, report.Height).ShouldBe((512, 384));
    }

    [Theory]
    [InlineData(1920, 1080)]
    [InlineData(1921, 1083)]
    [InlineData(2560, 1440)]
    [InlineData(3840, 2160)]
    [InlineData(4000, 3000)]
    [InlineData(704, 576)]
    [InlineData(65, 64)]
    [InlineData(1080, 1920)]
    [InlineData(2049, 260)]
    public void Pictures_of_any_size_are_examined_and_tell_their_own_size(int width, int height)
    {
        var frame = new Frame(width, height).Paint(canvas => canvas.Clear(SkiaSharp.SKColors.SteelBlue));
        foreach (var encoded in new[] { frame.ToJpeg(85), frame.ToPng() })
        {
            var report = PictureExaminer.Examine(encoded, PictureContext.None, TestContext.Current.CancellationToken);
            (report.Width, report.Height).ShouldBe((width, height));
            report.Verdict.ShouldBe(PictureFault.SignalLoss);
        }
    }

    [Fact]
    public void Reference_of_another_size_is_no_error()
    {
        var (small, large) = (Decode(new Frame(640, 480).ToJpeg(80)), new Frame(1920, 1080).ToJpeg(80));
        var report = PictureExaminer.Examine(large, new PictureContext { Reference = small, Previous = small }, TestContext.Current.CancellationToken);
        report.Measured.ShouldNotContain(PictureFault.Frozen);
        report.Measured.ShouldNotContain(PictureFault.Moved);
    }

    [Fact]
    public void Time_that_is_over_ends_the_work()
    {
        using var over = new CancellationTokenSource();
        over.Cancel();
        Should.Throw<OperationCanceledException>(() => PictureExaminer.Examine(new Frame(640, 480).ToJpeg(80), PictureContext.None, over.Token));
    }

    private static Picture Decode(byte[] bytes) => Picture.Decode(bytes, TestContext.Current.CancellationToken);
}
