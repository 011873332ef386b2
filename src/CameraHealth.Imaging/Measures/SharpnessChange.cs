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
    private const int Margin = 3;

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
                var ((low, high), (min, max)) = (then.Tiles.Around(column, row), now.Tiles.Around(column, row));
                if (high - low >= smallestThen && max - min >= smallestNow && Sharpness.IsSteepestAround(then.Tiles, column, row) && IsAlike(now.Luma, then.Luma, column, row))
                {
                    var usual = Steepness(then.Luma, column, row, high - low);
                    found.Add((usual, Steepness(now.Luma, column, row, max - min) / usual));
                }
            }
        }

        return found.Count == 0 ? default : Median(found);
    }

    private static bool IsAlike(Plane now, Plane then, int column, int row) =>
        Likeness.Of(now, then, (column - 1) * TileMap.Side, (row - 1) * TileMap.Side, 3 * TileMap.Side) >= Alike;

    private static SharpnessChange Median(List<(double Then, double Ratio)> found)
    {
        found.Sort((a, b) => a.Then.CompareTo(b.Then));
        var sharper = found.Skip((int)(found.Count * SharperPart)).Select(edge => edge.Ratio).Order().ToList();
        return new SharpnessChange(sharper[sharper.Count / 2], sharper.Count);
    }

    private static double Steepness(Plane luma, int column, int row, int height) => Math.Clamp(
        SteepestEdge(luma, (column * TileMap.Side) - Margin, (row * TileMap.Side) - Margin, TileMap.Side + (2 * Margin)) / (4.0 * height), 0.01, 1);

    // Rain is thin, upright and sharp in every picture: of five pixels beside each other the median does not see it, but every step.
    private static int SteepestEdge(Plane luma, int left, int top, int side)
    {
        Span<int> above = stackalloc int[side], middle = stackalloc int[side], below = stackalloc int[side];
        Medians(luma.Row(top - 1).Slice(left - 2, side + 4), above);
        Medians(luma.Row(top).Slice(left - 2, side + 4), middle);
        var steepest = 0;
        for (var y = top; y < top + side; y++)
        {
            Medians(luma.Row(y + 1).Slice(left - 2, side + 4), below);
            for (var x = 1; x < side - 1; x++)
            {
                var across = above[x + 1] - above[x - 1] + (2 * (middle[x + 1] - middle[x - 1])) + below[x + 1] - below[x - 1];
                var down = below[x - 1] - above[x - 1] + (2 * (below[x] - above[x])) + below[x + 1] - above[x + 1];
                steepest = Math.Max(steepest, Math.Max(Math.Abs(across), Math.Abs(down)));
            }

            var free = above;
            above = middle;
            middle = below;
            below = free;
        }

        return steepest;
    }

    private static void Medians(ReadOnlySpan<byte> row, Span<int> medians)
    {
        for (var x = 0; x < medians.Length; x++)
        {
            int a = row[x], b = row[x + 1], c = row[x + 2], d = row[x + 3], e = row[x + 4];
            var (low, high) = (Math.Max(Math.Min(a, b), Math.Min(c, d)), Math.Min(Math.Max(a, b), Math.Max(c, d)));
            medians[x] = Math.Max(Math.Min(low, high), Math.Min(Math.Max(low, high), e));
        }
    }
}
