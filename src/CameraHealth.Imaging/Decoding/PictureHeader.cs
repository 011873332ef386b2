namespace CameraHealth.Imaging.Decoding;

/// <summary>What a header says of a picture, read before a decoder sees it: the native one reserves memory by these numbers.</summary>
/// <param name="Format">Which kind of file.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
internal readonly record struct PictureHeader(PictureFormat Format, int Width, int Height)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="PictureException">Neither JPEG nor PNG, of a kind that is not decoded, or past a limit.</exception>
    public static PictureHeader Read(ReadOnlySpan<byte> encoded)
    {
        if (encoded.Length > PictureLimits.MaxBytes)
        {
            throw new PictureException(PictureFailureReason.TooLarge, $"{encoded.Length} bytes; at most {PictureLimits.MaxBytes} are read");
        }

        var header = JpegHeader.IsJpeg(encoded) ? JpegHeader.Read(encoded)
            : PngHeader.IsPng(encoded) ? PngHeader.Read(encoded)
            : throw new PictureException(PictureFailureReason.NotAPicture, "neither a JPEG nor a PNG");
        if ((long)header.Width * header.Height > PictureLimits.MaxPixels)
        {
            throw new PictureException(PictureFailureReason.TooManyPixels, $"{header.Width}×{header.Height} pixels; at most {PictureLimits.MaxPixels} are decoded");
        }

        var (shorter, longer) = (Math.Min(header.Width, header.Height), Math.Max(header.Width, header.Height));
        if (shorter < PictureLimits.MinSide)
        {
            throw new PictureException(PictureFailureReason.TooSmall, $"{header.Width}×{header.Height} pixels; at least {PictureLimits.MinSide} a side are needed");
        }

        return longer / shorter < PictureLimits.MaxAspect ? header
            : throw new PictureException(PictureFailureReason.Unsupported, $"{header.Width}×{header.Height} pixels; a side may be {PictureLimits.MaxAspect} times the other at most");
    }
}

/// <summary>The kinds of file that are decoded.</summary>
internal enum PictureFormat
{
    /// <summary>ITU-T T.81, baseline or progressive, 8 bits.</summary>
    Jpeg,

    /// <summary>PNG, not interlaced.</summary>
    Png,
}
