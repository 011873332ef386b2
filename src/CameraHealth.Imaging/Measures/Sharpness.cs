namespace CameraHealth.Imaging.Measures;

/// <summary>How steep the steepest edges of a picture are against their height.</summary>
/// <param name="Value">0–1; 1 is a step from one pixel to the next.</param>
/// <param name="Edges">How many edges it is taken from.</param>
/// <param name="BlurredShare">Share of the edges that are softer than in a focused picture, 0–1.</param>
internal readonly record struct Sharpness(double Value, int Edges, double BlurredShare)
{
    private const double Band = 0.1;
    private const double Percentile = 0.85;
    private const double Soft = 0.22;

    /// <summary>Measures it.</summary>
    /// <param name="tiles">Tiles of the reduced brightness.</param>
    /// <param name="smallestHeight">Edges lower than this drown in noise.</param>
    public static Sharpness Of(TileMap tiles, double smallestHeight)
    {
        var ratios = new List<double>();
        var band = (int)Math.Ceiling(tiles.Rows * Band);
        for (var row = band; row < tiles.Rows - band; row++)
        {
            for (var column = 1; column < tiles.Columns - 1; column++)
            {
                var (min, max) = tiles.Around(column, row);
                if (max - min >= smallestHeight && IsSteepestAround(tiles, column, row))
                {
                    ratios.Add(Math.Min(1, 2 * tiles[column, row].Steepest / (max - min)));
                }
            }
        }

        if (ratios.Count == 0)
        {
            return default;
        }

        ratios.Sort();
        return new Sharpness(ratios[(int)((ratios.Count - 1) * Percentile)], ratios.Count, (double)ratios.Count(ratio => ratio < Soft) / ratios.Count);
    }

    /// <summary>Whether none of the tiles around has a steeper edge.</summary>
    public static bool IsSteepestAround(TileMap tiles, int column, int row)
    {
        var steepest = tiles[column, row].Steepest;
        for (var y = row - 1; y <= row + 1; y++)
        {
            for (var x = column - 1; x <= column + 1; x++)
            {
                if (tiles[x, y].Steepest > steepest)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
