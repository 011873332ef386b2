using CameraHealth.Imaging.Measures;

namespace CameraHealth.Imaging.Decoding;

/// <summary>Adds up colour in cells. Every second pixel of every second row: cameras send colour no finer.</summary>
internal sealed class ChromaSums(int width, int height, int cell)
{
    private const int Step = 2;

    private readonly int[] _blueness = new int[width * height];
    private readonly int[] _redness = new int[width * height];
    private readonly int _samples = ((cell + Step - 1) / Step) * ((cell + Step - 1) / Step);

    /// <summary>Row <paramref name="y"/>, four bytes a pixel.</summary>
    public void Add(ReadOnlySpan<byte> rgba, int y)
    {
        if (y % cell % Step != 0 || y / cell >= height)
        {
            return;
        }

        var start = y / cell * width;
        for (var column = 0; column < width; column++)
        {
            var (blueness, redness) = (0, 0);
            var from = column * cell;
            for (var x = from; x < from + cell; x += Step)
            {
                var (red, green, blue) = (rgba[x * 4], rgba[(x * 4) + 1], rgba[(x * 4) + 2]);
                blueness += (-43 * red) - (85 * green) + (128 * blue);
                redness += (128 * red) - (107 * green) - (21 * blue);
            }

            _blueness[start + column] += blueness;
            _redness[start + column] += redness;
        }
    }

    /// <summary>Averages, 128 is grey.</summary>
    public (Plane Blueness, Plane Redness) ToPlanes() => (Average(_blueness), Average(_redness));

    private Plane Average(int[] sums)
    {
        var plane = new Plane(width, height);
        var pixels = plane.Pixels;
        for (var i = 0; i < sums.Length; i++)
        {
            pixels[i] = (byte)Math.Clamp(128 + Math.Round((double)sums[i] / (_samples * 256)), 0, 255);
        }

        return plane;
    }
}
