namespace CameraHealth.Imaging.Measures;

/// <summary>Noise of a picture at its native size: the finest diagonal structure (Haar's HH) of its quietest places.</summary>
/// <param name="Finest">Standard deviation at one pixel, by the quiet quarter of the tiles.</param>
/// <param name="Finer">The same at two pixels.</param>
/// <param name="Tiles">How many tiles could be looked at.</param>
internal readonly record struct Grain(double Finest, double Finer, int Tiles)
{
    private const int Side = 32;
    private const double QuietShare = 0.25;

    // Mean absolute value of a normal distribution to its standard deviation.
    private const double ToDeviation = 1.2533;

    public static Grain Of(Plane detail)
    {
        var (finest, finer) = (new List<double>(), new List<double>());
        for (var top = 0; top + Side <= detail.Height; top += Side)
        {
            // Every second tile, as on a chess board.
            for (var left = top / Side % 2 * Side; left + Side <= detail.Width; left += 2 * Side)
            {
                Add(detail, left, top, finest, finer);
            }
        }

        return finest.Count == 0 ? default : new Grain(Quiet(finest), Quiet(finer), finest.Count);
    }

    private static void Add(Plane detail, int left, int top, List<double> finest, List<double> finer)
    {
        var (one, two, sum, extremes) = (0, 0, 0, 0);
        for (var y = top; y < top + Side; y += 4)
        {
            ReadOnlySpan<byte> r0 = detail.Row(y).Slice(left, Side), r1 = detail.Row(y + 1).Slice(left, Side);
            ReadOnlySpan<byte> r2 = detail.Row(y + 2).Slice(left, Side), r3 = detail.Row(y + 3).Slice(left, Side);
            for (var x = 0; x < Side; x += 4)
            {
                one += Math.Abs(r0[x] - r0[x + 1] - r1[x] + r1[x + 1]) + Math.Abs(r2[x + 2] - r2[x + 3] - r3[x + 2] + r3[x + 3]);
                two += Math.Abs(
                    r0[x] + r0[x + 1] + r1[x] + r1[x + 1] - r0[x + 2] - r0[x + 3] - r1[x + 2] - r1[x + 3]
                    - r2[x] - r2[x + 1] - r3[x] - r3[x + 1] + r2[x + 2] + r2[x + 3] + r3[x + 2] + r3[x + 3]);
                sum += r0[x];
                extremes += r0[x] is < 4 or > 251 ? 1 : 0;
            }
        }

        const int Cells = Side / 4 * (Side / 4);
        if (extremes < Cells / 3)
        {
            finest.Add(one / (2.0 * 2 * Cells) * ToDeviation);
            finer.Add(two / (4.0 * Cells) * ToDeviation);
        }
    }

    private static double Quiet(List<double> values)
    {
        values.Sort();
        return values[(int)(values.Count * QuietShare)];
    }
}
