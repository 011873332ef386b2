namespace CameraHealth.Imaging.Measures;

/// <summary>
/// Where a camera was turned to, by the likeness of all parts of the reference added up for each turn: walls, waves and leaves have no single part that can be told
/// apart, but all of them together agree on one place.
/// </summary>
/// <param name="Likeness">Mean correlation of the parts at the best turn, -1–1.</param>
/// <param name="Staying">The same where they were.</param>
/// <param name="Parts">How many parts could be looked at there.</param>
/// <param name="Degrees">The best turn, clockwise.</param>
/// <param name="X">The best shift, in pixels of the small picture.</param>
/// <param name="Y">The same, downwards.</param>
internal readonly record struct TurnVote(double Likeness, double Staying, int Parts, double Degrees, int X, int Y)
{
    private const int MaxDegrees = 8;
    private const int MaxShift = 18;
    private const double MinShare = 0.6;

    // Parts of any two pictures correlate by chance with about this deviation.
    private const double Chance = 0.38;
    private const double Certain = 6;
    private const double Better = 0.1;

    /// <summary>Whether no chance makes so many parts agree, and not where they were.</summary>
    public bool IsElsewhere => Likeness * Math.Sqrt(Parts) / Chance >= Certain && Likeness >= Staying + Better;

    /// <summary>Counts the votes.</summary>
    /// <param name="surfaces">Of each part its place against the middle, and its correlation at each shift, row after row; below -1: not looked at.</param>
    /// <param name="reach">Largest shift of the surfaces, in pixels.</param>
    public static TurnVote Of(IReadOnlyList<(double X, double Y, float[] Likeness)> surfaces, int reach)
    {
        var best = default(TurnVote);
        var offsets = new (int X, int Y)[surfaces.Count];
        var staying = StayingOf(surfaces, reach);
        for (var degrees = -MaxDegrees; degrees <= MaxDegrees; degrees++)
        {
            var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
            for (var i = 0; i < offsets.Length; i++)
            {
                var (x, y, _) = surfaces[i];
                offsets[i] = ((int)Math.Round((cos * x) - (sin * y) - x), (int)Math.Round((sin * x) + (cos * y) - y));
            }

            for (var y = -MaxShift; y <= MaxShift; y++)
            {
                for (var x = -MaxShift; x <= MaxShift; x++)
                {
                    var (likeness, parts) = At(surfaces, offsets, x, y, reach);
                    best = parts >= MinShare * surfaces.Count && likeness > best.Likeness ? new TurnVote(likeness, staying, parts, degrees, x, y) : best;
                }
            }
        }

        return best;
    }

    // A shake of the mast is no turn.
    private static double StayingOf(IReadOnlyList<(double X, double Y, float[] Likeness)> surfaces, int reach)
    {
        var (none, best) = (new (int X, int Y)[surfaces.Count], -1.0);
        for (var y = -1; y <= 1; y++)
        {
            for (var x = -1; x <= 1; x++)
            {
                best = Math.Max(best, At(surfaces, none, x, y, reach).Likeness);
            }
        }

        return best;
    }

    private static (double Likeness, int Parts) At(IReadOnlyList<(double X, double Y, float[] Likeness)> surfaces, (int X, int Y)[] offsets, int x, int y, int reach)
    {
        var (sum, parts, side) = (0.0, 0, (2 * reach) + 1);
        for (var i = 0; i < offsets.Length; i++)
        {
            var (column, row) = (offsets[i].X + x + reach, offsets[i].Y + y + reach);
            if (column >= 0 && row >= 0 && column < side && row < side && surfaces[i].Likeness[(row * side) + column] is >= -1 and var likeness)
            {
                (sum, parts) = (sum + likeness, parts + 1);
            }
        }

        return (parts == 0 ? 0 : sum / parts, parts);
    }
}
