using System.Buffers.Binary;

namespace CameraHealth.Imaging.Decoding;

/// <summary>The first chunk of a PNG (W3C PNG, 11.2.1).</summary>
internal static class PngHeader
{
    private const int HeaderChunk = 8;
    private const int Length = 29;
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool IsPng(ReadOnlySpan<byte> encoded) => encoded.StartsWith(Signature);

    public static PictureHeader Read(ReadOnlySpan<byte> encoded)
    {
        if (encoded.Length < Length)
        {
            throw new PictureException(PictureFailureReason.Truncated, "the PNG ends within its header");
        }

        var chunk = encoded[HeaderChunk..Length];
        if (!chunk[4..8].SequenceEqual("IHDR"u8))
        {
            throw new PictureException(PictureFailureReason.Corrupt, "the PNG does not begin with its header");
        }

        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(chunk[8..]), BinaryPrimitives.ReadUInt32BigEndian(chunk[12..]));
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
        {
            throw new PictureException(PictureFailureReason.Corrupt, "the PNG has no size");
        }

        return chunk[20] == 0 ? new PictureHeader(PictureFormat.Png, (int)width, (int)height)
            : throw new PictureException(PictureFailureReason.Unsupported, "interlaced PNG");
    }
}
