using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CameraHealth.Imaging.Decoding;

/// <summary>Brightness of JPEG's colour space (ITU-R BT.601, full range).</summary>
internal static class Luma
{
    public static int Of(int red, int green, int blue) => ((77 * red) + (150 * green) + (29 * blue) + 128) >> 8;

    /// <summary>Of a row of four bytes a pixel.</summary>
    public static void OfRow(ReadOnlySpan<byte> rgba, Span<byte> luma)
    {
        rgba = rgba[..(luma.Length * 4)];
        var pixels = MemoryMarshal.Cast<byte, uint>(rgba);
        var x = 0;
        for (; x <= luma.Length - (4 * Vector256<uint>.Count); x += 4 * Vector256<uint>.Count)
        {
            var (a, b, c, d) = (Of(pixels, x), Of(pixels, x + 8), Of(pixels, x + 16), Of(pixels, x + 24));
            Vector256.Narrow(Vector256.Narrow(a, b), Vector256.Narrow(c, d)).CopyTo(luma[x..]);
        }

        for (; x < luma.Length; x++)
        {
            luma[x] = (byte)Of(rgba[x * 4], rgba[(x * 4) + 1], rgba[(x * 4) + 2]);
        }
    }
    // Eight pixels at once, red in the lowest byte of each.
    private static Vector256<uint> Of(ReadOnlySpan<uint> pixels, int at)
    {
        var rgba = Vector256.Create(pixels.Slice(at, Vector256<uint>.Count));
        var one = Vector256.Create(0xFFu);
        return (((rgba & one) * 77u) + (((rgba >> 8) & one) * 150u) + (((rgba >> 16) & one) * 29u) + Vector256.Create(128u)) >> 8;
    }
}
