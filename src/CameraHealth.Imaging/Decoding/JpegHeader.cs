using System.Buffers.Binary;

namespace CameraHealth.Imaging.Decoding;

/// <summary>The markers of a JPEG (ITU-T T.81, annex B) up to its first scan, and how many scans follow.</summary>
internal static class JpegHeader
{
    private const int StartOfScan = 0xDA;
    private const int EndOfImage = 0xD9;

    public static bool IsJpeg(ReadOnlySpan<byte> encoded) => encoded is [0xFF, 0xD8, ..];

    public static PictureHeader Read(ReadOnlySpan<byte> encoded)
    {
        PictureHeader? frame = null;
        var scans = 0;
        var at = 2;
        while (NextMarker(encoded, ref at) is { } marker && marker != EndOfImage)
        {
            if (marker == StartOfScan && (frame is null || ++scans > PictureLimits.MaxScans))
            {
                throw frame is null ? new PictureException(PictureFailureReason.Corrupt, "the JPEG has no frame header")
                    : new PictureException(PictureFailureReason.Unsupported, $"more than {PictureLimits.MaxScans} scans");
            }

            if (!TrySegment(encoded, marker, ref at, out var segment))
            {
                break;
            }

            frame = IsFrame(marker) ? ReadFrame(marker, segment, frame is not null) : frame;
        }

        return frame is { } found && scans > 0 ? found : throw new PictureException(PictureFailureReason.Truncated, "the JPEG ends before its first scan");
    }

    // Entropy-coded bytes hold FF only before 00 or a restart marker: whatever stands between segments is skipped, as decoders do.
    private static int? NextMarker(ReadOnlySpan<byte> encoded, ref int at)
    {
        while (at < encoded.Length)
        {
            var found = encoded[at..].IndexOf((byte)0xFF);
            if (found < 0 || at + found + 1 >= encoded.Length)
            {
                return null;
            }

            at += found + 1;
            if (encoded[at] is not (0x00 or 0xFF))
            {
                return encoded[at++];
            }
        }

        return null;
    }

    private static bool TrySegment(ReadOnlySpan<byte> encoded, int marker, ref int at, out ReadOnlySpan<byte> segment)
    {
        segment = default;
        if (marker is 0x01 or (>= 0xD0 and <= 0xD8))
        {
            return true;
        }

        if (at + 2 > encoded.Length)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(encoded[at..]);
        if (length < 2 || at + length > encoded.Length)
        {
            return false;
        }

        segment = encoded.Slice(at + 2, length - 2);
        at += length;
        return true;
    }

    private static bool IsFrame(int marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static PictureHeader ReadFrame(int marker, ReadOnlySpan<byte> segment, bool again)
    {
        if (again || segment.Length < 6)
        {
            throw new PictureException(PictureFailureReason.Corrupt, "the JPEG's frame header is damaged");
        }

        var (bits, height, width) = (segment[0], BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), BinaryPrimitives.ReadUInt16BigEndian(segment[3..]));
        if (marker is not (0xC0 or 0xC1 or 0xC2) || bits != 8)
        {
            throw new PictureException(PictureFailureReason.Unsupported, $"JPEG process {marker - 0xC0} with {bits} bits");
        }

        return width > 0 && height > 0 ? new PictureHeader(PictureFormat.Jpeg, width, height)
            : throw new PictureException(PictureFailureReason.Corrupt, "the JPEG has no size");
    }
}
