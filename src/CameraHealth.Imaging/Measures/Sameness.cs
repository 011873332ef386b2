namespace CameraHealth.Imaging.Measures;

/// <summary>How much of a picture is, pixel for pixel, the picture before it.</summary>
/// <param name="EqualShare">Share of the tiles with structure that did not change, 0–1.</param>
/// <param name="Difference">Mean change of a pixel in the median tile, in levels.</param>
/// <param name="Largest">Largest change of a pixel, in the tile that nine in ten stay under.</param>
/// <param name="Tiles">How many tiles have structure.</param>
internal readonly record struct Sameness(double EqualShare, double Difference, double Largest, int Tiles)
{
    private const double Structure = 3;
    private const double EqualMean = 0.35;

    public static Sameness Of(Picture picture, Picture previous, TileMap tiles)
    {
        var (means, peaks) = (new List<double>(), new List<double>());
        for (var row = 0; row < tiles.Rows; row++)
        {
            for (var column = 0; column < tiles.Columns; column++)
            {
                ref readonly var tile = ref tiles[column, row];
                if (tile.Deviation >= Structure)
                {
                    var (mean, peak) = Compare(picture.Luma, previous.Luma, column * TileMap.Side, row * TileMap.Side);
                    means.Add(mean);
                    peaks.Add(peak);
                }
            }
        }

        if (means.Count == 0)
        {
            return default;
        }

        var equal = (double)means.Count(mean => mean <= EqualMean) / means.Count;
        means.Sort();
        peaks.Sort();
        return new Sameness(equal, means[means.Count / 2], peaks[(int)(peaks.Count * 0.9)], means.Count);
    }

    private static (double Mean, int Peak) Compare(Plane now, Plane before, int left, int top)
    {
        var (sum, peak) = (0, 0);
        for (var y = top; y < top + TileMap.Side; y++)
        {
            ReadOnlySpan<byte> a = now.Row(y).Slice(left, TileMap.Side), b = before.Row(y).Slice(left, TileMap.Side);
            for (var x = 0; x < a.Length; x++)
            {
                var change = Math.Abs(a[x] - b[x]);
                sum += change;
                peak = Math.Max(peak, change);
            }
        }

        return (sum / (double)(TileMap.Side * TileMap.Side), peak);
    }
}
