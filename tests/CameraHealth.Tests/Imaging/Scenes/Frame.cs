using System.Runtime.InteropServices;
using SkiaSharp;

namespace CameraHealth.Tests.Imaging.Scenes;

/// <summary>A picture while it is made: red, green, blue and an unused byte a pixel.</summary>
internal sealed class Frame(int width, int height, byte[] pixels)
{
    public Frame(int width, int height)
        : this(width, height, new byte[width * height * 4])
    {
    }

    public int Width { get; } = width;

    public int Height { get; } = height;

    public byte[] Pixels { get; } = pixels;

    public Frame Copy() => new(Width, Height, (byte[])Pixels.Clone());

    /// <summary>Draws on it.</summary>
    public Frame Paint(Action<SKCanvas> paint)
    {
        WithPixels(map =>
        {
            using var surface = SKSurface.Create(map.Info, map.GetPixels(), map.RowBytes);
            paint(surface.Canvas);
            surface.Canvas.Flush();
            return true;
        });
        return this;
    }

    /// <summary>Encodes it as JPEG.</summary>
    public byte[] ToJpeg(int quality) => WithPixels(map =>
    {
        using var data = map.Encode(new SKJpegEncoderOptions(quality, SKJpegEncoderDownsample.Downsample420, SKJpegEncoderAlphaOption.Ignore));
        return data!.ToArray();
    });

    /// <summary>Encodes it as PNG.</summary>
    public byte[] ToPng() => WithPixels(map =>
    {
        using var data = map.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.Sub, 3));
        return data!.ToArray();
    });

    /// <summary>The middle of an encoded picture in another shape, at another size.</summary>
    public static Frame FromEncoded(byte[] encoded, int width, int height)
    {
        using var bitmap = SKBitmap.Decode(encoded);
        var scale = Math.Min((float)bitmap.Width / width, (float)bitmap.Height / height);
        var (w, h) = (width * scale, height * scale);
        var source = SKRect.Create((bitmap.Width - w) / 2, (bitmap.Height - h) / 2, w, h);
        using var image = SKImage.FromBitmap(bitmap);
        return new Frame(width, height).Paint(canvas => canvas.DrawImage(
            image, source, SKRect.Create(width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear)));
    }

    /// <summary>The same picture through a painted transformation, such as a blur.</summary>
    public Frame Redraw(Action<SKCanvas, SKImage> paint)
    {
        var result = new Frame(Width, Height);
        WithPixels(map =>
        {
            using var image = SKImage.FromPixelCopy(map);
            result.Paint(canvas => paint(canvas, image));
            return true;
        });
        return result;
    }

    private T WithPixels<T>(Func<SKPixmap, T> use)
    {
        var pin = GCHandle.Alloc(Pixels, GCHandleType.Pinned);
        try
        {
            using var map = new SKPixmap(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque), pin.AddrOfPinnedObject());
            return use(map);
        }
        finally
        {
            pin.Free();
        }
    }
}
