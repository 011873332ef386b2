namespace CameraHealth.Imaging.Measures;

/// <summary>
/// How much softer the edges of the accepted view are now, edge by edge. What came or went since (cars, rain, people) has no edge in common with it, and a
/// scene that was never sharp is compared with itself.
/// </summary>
/// <param name="Ratio">Median steepness of an edge now against then: 1 as sharp, less is softer.</param>
/// <param name="Edges">How many edges were found again.</param>
internal readonly record struct SharpnessChange(double Ratio, int Edges)
{
    private const double Band = 0.1;
    private const double Alike = 0.6;

    // Edges that were soft already tell little: the sharper part of them is looked at.
    private const double SharperPart = 0.4;

    /// <summary>Measures it.</summary>
    /// <param name="now">The picture.</param>
    /// <param name="then">The accepted view, of the same size.</param>
    /// <param name="smallestNow">Edges lower than this drown in the noise of the picture.</param>
    /// <param name="smallestThen">The same of the view.</param>
    public static SharpnessChange Of((Plane Luma, TileMap Tiles) now, (Plane Luma, TileMap Tiles) then, double smallestNow, double smallestThen)
    {
        var found = new List<(double Then, double Ratio)>();
        var band = Math.Max(1, (int)Math.Ceiling(then.Tiles.Rows * Band));
        for (var row = band; row < then.Tiles.Rows - band; row++)
        {
            for (var column = 1; column < then.Tiles.Columns - 1; column++)
            {
                var (low, high) = then.Tiles.Around(column, row);
                if (high - low < smallestThen || !Sharpness.IsSteepestAround(then.Tiles, column, row))
                {
                    continue;
                }

                var (min, max) = now.Tiles.Around(column, row);
                if (max - min >= smallestNow && Likeness.Of(now.Luma, then.Luma, (column - 1) * TileMap.Side, (row - 1) * TileMap.Side, 3 * TileMap.Side) >= Alike)
                {
                    var usual = Steepness(then.Tiles[column, row].Steepest, high - low);
                    found.Add((usual, Steepness(SteepestAround(now.Tiles, column, row), max - min) / usual));
                }
            }
        }

        return found.Count == 0 ? default : Median(found);
    }

    private static SharpnessChange Median(List<(double Then, double Ratio)> found)
    {
        found.Sort((a, b) => a.Then.CompareTo(b.Then));
        var sharper = found.Skip((int)(found.Count * SharperPart)).Select(edge => edge.Ratio).Order().ToList();
        return new SharpnessChange(sharper[sharper.Count / 2], sharper.Count);
    }

    private static double Steepness(double steepest, int height) => Math.Clamp(2 * steepest / height, 0.01, 1);

    private static float SteepestAround(TileMap tiles, int column, int row)
    {
        var steepest = 0f;
        for (var y = row - 1; y <= row + 1; y++)
        {
            for (var x = column - 1; x <= column + 1; x++)
            {
                steepest = Math.Max(steepest, tiles[x, y].Steepest);
            }
        }

        return steepest;
    }
}
