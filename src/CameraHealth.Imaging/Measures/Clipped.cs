namespace CameraHealth.Imaging.Measures;

/// <summary>Share of a picture where at least one of red, green and blue is burnt out: a red flower in too much light never gets white.</summary>
internal static class Clipped
{
    private const double Burnt = 250;

    /// <summary>Of a picture, 0–1.</summary>
    public static double ShareOf(Picture picture)
    {
        var (width, height) = (picture.Blueness.Width, picture.Blueness.Height);
        var (step, clipped) = (picture.Luma.Width / width, 0);
        for (var y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> blue = picture.Blueness.Row(y), red = picture.Redness.Row(y), luma = picture.Luma.Row((y * step) + (step / 2));
            for (var x = 0; x < width; x++)
            {
                var (level, b, r) = (luma[(x * step) + (step / 2)], blue[x] - 128, red[x] - 128);
                // ITU-R BT.601, as in JPEG.
                var brightest = level + Math.Max(1.402 * r, Math.Max(1.772 * b, (-0.344 * b) - (0.714 * r)));
                clipped += brightest >= Burnt ? 1 : 0;
            }
        }

        return (double)clipped / (width * height);
    }
}
