namespace CameraHealth.Imaging.Measures;

/// <summary>The largest connected part of a picture without structure: sky, wall, or something before the lens.</summary>
/// <param name="Share">Share of the picture, 0–1.</param>
/// <param name="Level">Its mean brightness.</param>
/// <param name="RestLevel">Mean brightness of the rest.</param>
/// <param name="Top">Share of the upper edge that it takes, 0–1.</param>
/// <param name="Bottom">Share of the lower edge, 0–1.</param>
/// <param name="Left">Share of the left edge, 0–1.</param>
/// <param name="Right">Share of the right edge, 0–1.</param>
internal readonly record struct SmoothRegion(double Share, double Level, double RestLevel, double Top, double Bottom, double Left, double Right)
{
    /// <summary>Finds it.</summary>
    public static SmoothRegion Of(TileMap tiles)
    {
        var structure = StructureOf(tiles);
        var region = new int[tiles.All.Length];
        var (count, largest, largestSize) = (0, 0, 0);
        var open = new Stack<int>();
        for (var i = 0; i < region.Length; i++)
        {
            if (region[i] == 0 && IsSmooth(tiles.All[i], structure))
            {
                var size = Fill(tiles, structure, region, ++count, i, open);
                (largest, largestSize) = size > largestSize ? (count, size) : (largest, largestSize);
            }
        }

        return largestSize == 0 ? default : Describe(tiles, region, largest, largestSize);
    }

    // A tile with a steeper mean slope has structure. What noise alone makes is seen in the smoothest quarter of the tiles.
    private static double StructureOf(TileMap tiles)
    {
        var slopes = new float[tiles.All.Length];
        for (var i = 0; i < slopes.Length; i++)
        {
            slopes[i] = tiles.All[i].Slope;
        }

        Array.Sort(slopes);
        return Math.Clamp((1.35 * slopes[slopes.Length / 4]) + 0.15, 0.45, 2.2);
    }

    private static bool IsSmooth(in Tile tile, double structure) => tile.Slope <= structure;

    private static int Fill(TileMap tiles, double structure, int[] region, int number, int start, Stack<int> open)
    {
        var size = 0;
        region[start] = number;
        open.Push(start);
        while (open.TryPop(out var at))
        {
            size++;
            var (x, y) = (at % tiles.Columns, at / tiles.Columns);
            Visit(x > 0, at - 1);
            Visit(x < tiles.Columns - 1, at + 1);
            Visit(y > 0, at - tiles.Columns);
            Visit(y < tiles.Rows - 1, at + tiles.Columns);
        }

        return size;

        void Visit(bool inside, int next)
        {
            if (inside && region[next] == 0 && IsSmooth(tiles.All[next], structure))
            {
                region[next] = number;
                open.Push(next);
            }
        }
    }

    private static SmoothRegion Describe(TileMap tiles, int[] region, int number, int size)
    {
        var (level, rest) = (0.0, 0.0);
        for (var i = 0; i < region.Length; i++)
        {
            var mean = tiles.All[i].Mean;
            (level, rest) = region[i] == number ? (level + mean, rest) : (level, rest + mean);
        }

        var (columns, rows) = (tiles.Columns, tiles.Rows);
        double Edge(int length, Func<int, int> at) => Enumerable.Range(0, length).Count(i => region[at(i)] == number) / (double)length;
        return new SmoothRegion(
            (double)size / region.Length, level / size, size == region.Length ? 0 : rest / (region.Length - size),
            Edge(columns, x => x), Edge(columns, x => ((rows - 1) * columns) + x), Edge(rows, y => y * columns), Edge(rows, y => (y * columns) + columns - 1));
    }
}
