namespace CameraHealth.Imaging.Decoding;

/// <summary>Brightness of JPEG's colour space (ITU-R BT.601, full range).</summary>
internal static class Luma
{
    public static int Of(int red, int green, int blue) => ((77 * red) + (150 * green) + (29 * blue) + 128) >> 8;

    /// <summary>Of a row of four bytes a pixel.</summary>
    public static void OfRow(ReadOnlySpan<byte> rgba, Span<byte> luma)
    {
        rgba = rgba[..(luma.Length * 4)];
        for (var x = 0; x < luma.Length; x++)
        {
            luma[x] = (byte)Of(rgba[x * 4], rgba[(x * 4) + 1], rgba[(x * 4) + 2]);
        }
    }
}
