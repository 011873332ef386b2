using CameraHealth.Imaging.Decoding;
using SkiaSharp;

namespace CameraHealth.Imaging;

/// <summary>Makes a small JPEG of a picture. What is stored and shown is always such a copy: bytes of a camera never reach a browser, nor does what else they hold.</summary>
public static class PictureCopy
{
    // Decoded at once, four bytes a pixel; larger JPEGs are scaled while they are decoded.
    private const long MaxDecodedPixels = 16_000_000;

    private static readonly SKSamplingOptions Sampling = new(SKFilterMode.Linear, SKMipmapMode.Linear);

    /// <summary>A JPEG at most as wide as asked, never wider than the picture.</summary>
    /// <param name="encoded">JPEG or PNG.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="quality">Of the JPEG, 1 to 100.</param>
    /// <param name="cancellationToken">Ends it between two steps.</param>
    /// <exception cref="PictureException">It cannot be decoded, or goes past a limit.</exception>
    public static byte[] Make(ReadOnlyMemory<byte> encoded, int width, int quality, CancellationToken cancellationToken)
    {
        var header = PictureHeader.Read(encoded.Span);
        using var pin = encoded.Pin();
        using var bytes = Wrap(pin, encoded.Length);
        using var codec = SKCodec.Create(bytes) ?? throw new PictureException(PictureFailureReason.Corrupt, "the decoder does not know it");
        using var decoded = Decode(codec, header, width);
        cancellationToken.ThrowIfCancellationRequested();
        using var reduced = Reduce(decoded, width);
        cancellationToken.ThrowIfCancellationRequested();
        using var jpeg = (reduced ?? decoded).Encode(SKEncodedImageFormat.Jpeg, quality) ?? throw new PictureException(PictureFailureReason.Corrupt, "it cannot be encoded again");
        return jpeg.ToArray();
    }

    private static unsafe SKData Wrap(System.Buffers.MemoryHandle pin, int length) => SKData.Create((nint)pin.Pointer, length);

    private static SKBitmap Decode(SKCodec codec, PictureHeader header, int width)
    {
        var size = header.Width > 2 * width ? codec.GetScaledDimensions((float)width / header.Width * 1.5f) : codec.Info.Size;
        if ((long)size.Width * size.Height > MaxDecodedPixels)
        {
            throw new PictureException(PictureFailureReason.TooManyPixels, "too large to be copied");
        }

        var bitmap = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        if (result is not (SKCodecResult.Success or SKCodecResult.IncompleteInput))
        {
            bitmap.Dispose();
            throw new PictureException(PictureFailureReason.Corrupt, $"the decoder gave up: {result}");
        }

        return bitmap;
    }

    private static SKBitmap? Reduce(SKBitmap decoded, int width) => decoded.Width <= width
        ? null
        : decoded.Resize(new SKSizeI(width, Math.Max(1, (int)((long)decoded.Height * width / decoded.Width))), Sampling);
}
