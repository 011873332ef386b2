using System.Buffers;
using System.Runtime.InteropServices;
using SkiaSharp;

namespace CameraHealth.Imaging.Decoding;

/// <summary>Decodes row by row into brightness and colour: no buffer holds the whole picture in colour, and a deadline cuts in between two strips.</summary>
internal static class PictureDecoder
{
    /// <summary>Longest side of <see cref="DecodedPicture.Detail"/>, in pixels: 1080p is examined as it is, larger ones are reduced.</summary>
    public const int MaxDetailSide = 2048;

    /// <summary>Longest side of <see cref="Picture.Luma"/>, in pixels.</summary>
    public const int MaxReducedSide = 1024;

    private const int StripRows = 32;

    // Rows that a picture may lack and still be judged: devices send some bytes less than they announce (seen on one snapshot in many, 48 bytes).
    private const double ToleratedLoss = 0.02;

    // Where a single byte is missing, the decoder gives nothing of the last row of blocks, and holds two rows more back to smooth colours.
    private const int LastBlocks = 18;

    /// <summary>Decodes a JPEG or PNG.</summary>
    /// <exception cref="PictureException">It cannot be decoded, or goes past a limit.</exception>
    public static DecodedPicture Decode(ReadOnlyMemory<byte> encoded, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var header = PictureHeader.Read(encoded.Span);
        using var pin = encoded.Pin();
        using var bytes = Wrap(pin, encoded.Length);
        using var codec = SKCodec.Create(bytes) ?? throw new PictureException(PictureFailureReason.Corrupt, "the decoder does not know it");
        if (codec.Info.Width != header.Width || codec.Info.Height != header.Height)
        {
            throw new PictureException(PictureFailureReason.Corrupt, "two headers of different size");
        }

        return DecodeRows(codec, header, cancellationToken);
    }

    private static unsafe SKData Wrap(MemoryHandle pin, int length) => SKData.Create((nint)pin.Pointer, length);

    private static DecodedPicture DecodeRows(SKCodec codec, PictureHeader header, CancellationToken cancellationToken)
    {
        var size = ScaledSize(codec, header);
        var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        var planes = new PlaneBuilder(size.Width, size.Height, DivisorFor(Math.Max(size.Width, size.Height), MaxDetailSide));
        try
        {
            var rows = header.Format == PictureFormat.Jpeg ? ReadStrips(codec, info, planes, cancellationToken) : ReadWhole(codec, info, planes, cancellationToken);
            if (rows < size.Height - Math.Max(LastBlocks, size.Height * ToleratedLoss))
            {
                throw new PictureException(PictureFailureReason.Truncated, $"{rows} of {size.Height} rows");
            }

            return planes.Build(header.Width, header.Height);
        }
        catch
        {
            planes.Abandon();
            throw;
        }
    }

    // A JPEG is scaled while it is decoded, which costs a fraction.
    private static SKSizeI ScaledSize(SKCodec codec, PictureHeader header)
    {
        var side = Math.Max(header.Width, header.Height);
        return header.Format == PictureFormat.Jpeg && side > MaxDetailSide ? codec.GetScaledDimensions(1f / PowerOfTwo(side)) : codec.Info.Size;
    }

    private static int PowerOfTwo(int side) => side <= 2 * MaxDetailSide ? 2 : side <= 4 * MaxDetailSide ? 4 : 8;

    private static int DivisorFor(int side, int most) => (side + most - 1) / most;

    private static int ReadStrips(SKCodec codec, SKImageInfo info, PlaneBuilder planes, CancellationToken cancellationToken)
    {
        Check(codec.StartScanlineDecode(info));
        var strip = ArrayPool<byte>.Shared.Rent(info.RowBytes * StripRows);
        var pin = GCHandle.Alloc(strip, GCHandleType.Pinned);
        try
        {
            var y = 0;
            while (y < info.Height)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var asked = Math.Min(StripRows, info.Height - y);
                var read = codec.GetScanlines(pin.AddrOfPinnedObject(), asked, info.RowBytes);
                for (var row = 0; row < read; row++)
                {
                    planes.Add(strip.AsSpan(row * info.RowBytes, info.RowBytes));
                }

                y += read;
                if (read < asked)
                {
                    break;
                }
            }

            return y;
        }
        finally
        {
            pin.Free();
            ArrayPool<byte>.Shared.Return(strip);
        }
    }

    // The decoder gives PNG row by row only into memory for all rows: 200 MB at the limit of pixels, given back at once.
    private static unsafe int ReadWhole(SKCodec codec, SKImageInfo info, PlaneBuilder planes, CancellationToken cancellationToken)
    {
        var pixels = (byte*)NativeMemory.AllocZeroed((nuint)info.Height, (nuint)info.RowBytes);
        try
        {
            Check(codec.StartIncrementalDecode(info, (nint)pixels, info.RowBytes));
            var result = codec.IncrementalDecode(out var decoded);
            cancellationToken.ThrowIfCancellationRequested();
            var rows = result == SKCodecResult.Success ? info.Height : Math.Clamp(decoded, 0, info.Height);
            for (var y = 0; y < rows; y++)
            {
                planes.Add(new ReadOnlySpan<byte>(pixels + ((long)y * info.RowBytes), info.RowBytes));
            }

            return rows;
        }
        finally
        {
            NativeMemory.Free(pixels);
        }
    }

    private static void Check(SKCodecResult result)
    {
        if (result != SKCodecResult.Success)
        {
            throw new PictureException(
                result is SKCodecResult.Unimplemented or SKCodecResult.InvalidConversion or SKCodecResult.InvalidScale ? PictureFailureReason.Unsupported : PictureFailureReason.Corrupt,
                $"the decoder gave up: {result}");
        }
    }
}
