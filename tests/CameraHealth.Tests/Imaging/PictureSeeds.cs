using CameraHealth.Imaging;
using CameraHealth.Tests.Imaging.Scenes;
using SkiaSharp;

namespace CameraHealth.Tests.Imaging;

/// <summary>Encoded pictures, each with what the decoder says of it: one table for the tests and the seeds of the mutations.</summary>
internal static class PictureSeeds
{
    /// <summary>A name, the bytes, and the reason they are refused for; null: they are decoded.</summary>
    public static IReadOnlyList<(string Name, byte[] Bytes, PictureFailureReason? Refused)> All { get; } =
    [
        ("baseline JPEG 4:2:0", Small().ToJpeg(80), null),
        ("baseline JPEG of low quality", Small().ToJpeg(10), null),
        ("JPEG of 4:4:4", Jpeg(SKJpegEncoderDownsample.Downsample444), null),
        ("JPEG of 4:2:2", Jpeg(SKJpegEncoderDownsample.Downsample422), null),
        ("grey JPEG", GreyJpeg(), null),
        ("PNG", Small().ToPng(), null),
        ("JPEG with a comment before its frame", Insert(Small().ToJpeg(80), [0xFF, 0xFE, 0x00, 0x06, 1, 2, 3, 4]), null),
        ("JPEG with fill bytes before a marker", Insert(Small().ToJpeg(80), [0xFF, 0xFF, 0xFF, 0xFE, 0x00, 0x03, 9]), null),
        ("JPEG without its end", Cut(Small().ToJpeg(80), 2), null),
        ("JPEG 48 bytes short (seen on a real camera)", Cut(Large().ToJpeg(90), 48), null),
        ("half a JPEG", Half(Small().ToJpeg(80)), PictureFailureReason.Truncated),
        ("half a PNG", Half(Small().ToPng()), PictureFailureReason.Truncated),
        ("JPEG header alone", [0xFF, 0xD8], PictureFailureReason.Truncated),
        ("nothing", [], PictureFailureReason.NotAPicture),
        ("HTML with status 200 (seen on a real camera)", [.. "<html><body>Login</body></html>"u8], PictureFailureReason.NotAPicture),
        ("GIF", [.. "GIF89a"u8, 64, 0, 64, 0, 0, 0, 0], PictureFailureReason.NotAPicture),
        ("JPEG of 65,500 × 65,500 pixels", Sized(Small().ToJpeg(80), 65_500, 65_500), PictureFailureReason.TooManyPixels),
        ("PNG of 50,000 × 50,000 pixels", SizedPng(Small().ToPng(), 50_000, 50_000), PictureFailureReason.TooManyPixels),
        ("JPEG of no height", Sized(Small().ToJpeg(80), 96, 0), PictureFailureReason.Corrupt),
        ("JPEG of 32 × 32 pixels", new Frame(32, 32).ToJpeg(80), PictureFailureReason.TooSmall),
        ("JPEG nine times as wide as high", new Frame(64 * 9, 64).ToJpeg(80), PictureFailureReason.Unsupported),
        ("JPEG of arithmetic coding", Process(Small().ToJpeg(80), 0xC9), PictureFailureReason.Unsupported),
        ("lossless JPEG", Process(Small().ToJpeg(80), 0xC3), PictureFailureReason.Unsupported),
        ("interlaced PNG", Interlaced(Small().ToPng()), PictureFailureReason.Unsupported),
    ];

    private static Frame Small() => Draw(96, 80);

    private static Frame Large() => Draw(640, 480);

    private static Frame Draw(int width, int height)
    {
        var frame = new Frame(width, height);
        Pixels.Each(frame, (x, y, _) => (x * 2 % 256, y * 3 % 256, (x * y) % 256));
        return frame;
    }

    private static byte[] Jpeg(SKJpegEncoderDownsample downsample)
    {
        using var bitmap = SKBitmap.Decode(Small().ToPng());
        using var pixels = bitmap.PeekPixels();
        using var data = pixels.Encode(new SKJpegEncoderOptions(80, downsample, SKJpegEncoderAlphaOption.Ignore));
        return data!.ToArray();
    }

    private static byte[] GreyJpeg()
    {
        using var bitmap = new SKBitmap(96, 80, SKColorType.Gray8, SKAlphaType.Opaque);
        bitmap.Erase(SKColors.Gray);
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 80);
        return data!.ToArray();
    }

    private static byte[] Insert(byte[] jpeg, byte[] segment) => [.. jpeg[..2], .. segment, .. jpeg[2..]];

    private static byte[] Cut(byte[] bytes, int count) => bytes[..^count];

    private static byte[] Half(byte[] bytes) => bytes[..(bytes.Length / 2)];

    private static byte[] Sized(byte[] jpeg, int width, int height)
    {
        var at = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        (jpeg[at + 5], jpeg[at + 6], jpeg[at + 7], jpeg[at + 8]) = ((byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width);
        return jpeg;
    }

    private static byte[] Process(byte[] jpeg, byte marker)
    {
        jpeg[jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]) + 1] = marker;
        return jpeg;
    }

    private static byte[] SizedPng(byte[] png, int width, int height)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        return png;
    }

    private static byte[] Interlaced(byte[] png)
    {
        png[28] = 1;
        return png;
    }
}
