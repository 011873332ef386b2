namespace CameraHealth.Tests.Imaging.Scenes;

/// <summary>Arithmetic on the pixels of a <see cref="Frame"/>.</summary>
internal static class Pixels
{
    private const int NoiseLength = 1 << 20;
    private static readonly float[] Gaussian = MakeGaussian();

    /// <summary>Each channel through a table of its own.</summary>
    public static void Map(Frame frame, Func<double, double> red, Func<double, double> green, Func<double, double> blue)
    {
        byte[][] tables = [Table(red), Table(green), Table(blue)];
        var pixels = frame.Pixels;
        for (var i = 0; i < pixels.Length; i += 4)
        {
            pixels[i] = tables[0][pixels[i]];
            pixels[i + 1] = tables[1][pixels[i + 1]];
            pixels[i + 2] = tables[2][pixels[i + 2]];
        }
    }

    /// <summary>All channels through one table.</summary>
    public static void Map(Frame frame, Func<double, double> level) => Map(frame, level, level, level);

    /// <summary>Each pixel by its place.</summary>
    public static void Each(Frame frame, Func<int, int, (double Red, double Green, double Blue), (double Red, double Green, double Blue)> change)
    {
        var pixels = frame.Pixels;
        for (int y = 0, i = 0; y < frame.Height; y++)
        {
            for (var x = 0; x < frame.Width; x++, i += 4)
            {
                var (red, green, blue) = change(x, y, (pixels[i], pixels[i + 1], pixels[i + 2]));
                (pixels[i], pixels[i + 1], pixels[i + 2]) = (Clamp(red), Clamp(green), Clamp(blue));
            }
        }
    }

    /// <summary>Sensor noise of a standard deviation, most of it in brightness.</summary>
    public static void Noise(Frame frame, double sigma, Dice dice)
    {
        var (at, colour, pixels) = (dice.Next(0, NoiseLength - 1), dice.Next(0, NoiseLength - 1), frame.Pixels);
        for (var i = 0; i < pixels.Length; i += 4)
        {
            at = (at + 1) & (NoiseLength - 1);
            colour = (colour + 3) & (NoiseLength - 1);
            if ((i & 0xFFFF) == 0)
            {
                // Runs of the table in another order each time: no noise repeats in the picture.
                at = dice.Next(0, NoiseLength - 1);
            }

            var (common, own) = (Gaussian[at] * sigma, Gaussian[colour] * sigma * 0.35);
            pixels[i] = Clamp(pixels[i] + common + own);
            pixels[i + 1] = Clamp(pixels[i + 1] + common);
            pixels[i + 2] = Clamp(pixels[i + 2] + common - own);
        }
    }

    /// <summary>Without colour.</summary>
    public static void Grey(Frame frame) => Each(frame, (_, _, p) =>
    {
        var luma = (0.299 * p.Red) + (0.587 * p.Green) + (0.114 * p.Blue);
        return (luma, luma, luma);
    });

    /// <summary>The brightness that a share of the pixels stays under, 0–255.</summary>
    public static int Quantile(Frame frame, double share)
    {
        var (counts, pixels) = (new int[256], frame.Pixels);
        for (var i = 0; i < pixels.Length; i += 4)
        {
            counts[((77 * pixels[i]) + (150 * pixels[i + 1]) + (29 * pixels[i + 2])) >> 8]++;
        }

        var (left, level) = (share * pixels.Length / 4, 0);
        while (level < 255 && (left -= counts[level]) > 0)
        {
            level++;
        }

        return level;
    }

    public static byte Clamp(double level) => (byte)Math.Clamp(level + 0.5, 0, 255);

    private static byte[] Table(Func<double, double> change) => [.. Enumerable.Range(0, 256).Select(level => Clamp(change(level)))];

    private static float[] MakeGaussian()
    {
        var random = new Random(4711);
        return [.. Enumerable.Range(0, NoiseLength).Select(_ => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble())))];
    }
}
