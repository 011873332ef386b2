namespace CameraHealth.Imaging.Measures;

/// <summary>
/// Sharp straight steps, eight pixels long, counted by where they lie in the raster of eight pixels that JPEG and video are coded in. Things in the world lie
/// anywhere; damaged blocks lie on the raster.
/// </summary>
/// <param name="OnRaster">Steps on the line of the raster that has most of them.</param>
/// <param name="Elsewhere">Mean number of steps on the other lines.</param>
/// <param name="Pieces">How many pieces of that line there are.</param>
/// <param name="Balance">More steps on that line than elsewhere, across against down: 1 as many, 0 only of one kind, as stripes and stairs make them.</param>
/// <param name="Corners">Cells of the raster with an upright and a level step on their edges: hardly anything but a damaged block has them.</param>
/// <param name="CornersElsewhere">The same half a cell beside or below, whichever has more: windows, stripes and noise have as many there, damaged blocks none.</param>
internal readonly record struct GridSteps(int OnRaster, double Elsewhere, int Pieces, double Balance, int Corners, int CornersElsewhere)
{
    private const int Raster = 8;
    private const int SmallestStep = 14 * Raster;

    // The sum of eight noisy pixels less eight others goes past this in one of two thousand.
    private const double StepOfNoise = 3.5 * 4;

    // The clock and the name stand at the top and the bottom; letters are full of straight steps.
    private const double Band = 0.1;

    /// <summary>Counts them.</summary>
    /// <param name="detail">Brightness in native size.</param>
    /// <param name="grain">Standard deviation of its noise, in levels.</param>
    public static GridSteps Of(Plane detail, double grain)
    {
        var smallest = Math.Max(SmallestStep, (int)(StepOfNoise * grain));
        var (upright, level) = (new int[Raster], new int[Raster]);
        var (from, to) = ((int)(detail.Height * Band) / Raster * Raster, (int)(detail.Height * (1 - Band)) / Raster * Raster);
        Span<int> sums = new int[detail.Width];
        var (columns, rows) = (detail.Width / Raster, (to - from) / Raster);
        var (lefts, tops) = (new Phases[(columns + 1) * (rows + 1)], new Phases[(columns + 1) * (rows + 1)]);
        for (var row = 0; row < rows; row++)
        {
            SumRows(detail, from + (row * Raster), sums);
            CountSteps(sums, smallest, upright, lefts.AsSpan(row * (columns + 1), columns + 1));
        }

        CountLevel(detail, from, to, smallest, level, tops);
        var pieces = (to - from) / Raster * (detail.Width / Raster);
        var best = 0;
        for (var i = 1; i < Raster; i++)
        {
            best = upright[i] > upright[best] ? i : best;
        }

        var bestLevel = 0;
        for (var i = 1; i < Raster; i++)
        {
            bestLevel = level[i] > level[bestLevel] ? i : bestLevel;
        }

        var others = upright.Sum() - upright[best] + level.Sum() - level[bestLevel];
        return new GridSteps(upright[best] + level[bestLevel], others / (Raster - 1.0), 2 * pieces, BalanceOf(More(upright), More(level)), CountCorners(Phases.Raster, Phases.Raster), Math.Max(CountCorners(Phases.Half, Phases.Raster), CountCorners(Phases.Raster, Phases.Half)));

        int CountCorners(Phases across, Phases down) => GridSteps.CountCorners(lefts, across, tops, down, columns, rows);
    }

    private static double More(int[] counts) => counts.Max() - ((counts.Sum() - counts.Max()) / (Raster - 1.0));

    private static double BalanceOf(double a, double b) => Math.Min(a, b) / Math.Max(1, Math.Max(a, b));

    private static int CountCorners(Phases[] lefts, Phases across, Phases[] tops, Phases down, int columns, int rows)
    {
        var corners = 0;
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var at = (row * (columns + 1)) + column;
                corners += ((lefts[at] | lefts[at + 1]) & across) != Phases.None && ((tops[at] | tops[at + columns + 1]) & down) != Phases.None ? 1 : 0;
            }
        }

        return corners;
    }

    private static void SumRows(Plane detail, int top, Span<int> sums)
    {
        sums.Clear();
        for (var y = top; y < top + Raster; y++)
        {
            var row = detail.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                sums[x] += row[x];
            }
        }
    }

    private static void CountSteps(ReadOnlySpan<int> sums, int smallest, int[] counts, Span<Phases> steps)
    {
        for (var x = 2; x < sums.Length - 2; x++)
        {
            var step = sums[x] - sums[x - 1];
            if (Math.Abs(step) >= smallest && IsAlone(step, sums[x - 1] - sums[x - 2], sums[x + 1] - sums[x]))
            {
                counts[x % Raster]++;
                steps[x / Raster] |= PhaseOf(x);
            }
        }
    }

    // Rows of sums over eight columns, of which the last four are needed to see a step and its neighbours.
    private static void CountLevel(Plane detail, int from, int to, int smallest, int[] counts, Phases[] steps)
    {
        var columns = detail.Width / Raster;
        var sums = new int[4][];
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] = new int[columns];
        }

        for (var y = from; y < to; y++)
        {
            SumColumns(detail.Row(y), sums[y % 4]);
            if (y < from + 3)
            {
                continue;
            }

            var (a, b, c, d) = (sums[(y + 1) % 4], sums[(y + 2) % 4], sums[(y + 3) % 4], sums[y % 4]);
            for (var column = 0; column < columns; column++)
            {
                var step = c[column] - b[column];
                if (Math.Abs(step) >= smallest && IsAlone(step, b[column] - a[column], d[column] - c[column]))
                {
                    counts[(y - 1) % Raster]++;
                    steps[((y - 1 - from) / Raster * (columns + 1)) + column] |= PhaseOf(y - 1);
                }
            }
        }
    }

    private static void SumColumns(ReadOnlySpan<byte> row, int[] sums)
    {
        for (var column = 0; column < sums.Length; column++)
        {
            var sum = 0;
            foreach (var level in row.Slice(column * Raster, Raster))
            {
                sum += level;
            }

            sums[column] = sum;
        }
    }

    private static Phases PhaseOf(int at) => (at % Raster) switch { 0 => Phases.Raster, Raster / 2 => Phases.Half, _ => Phases.None };

    private static bool IsAlone(int step, int before, int after) => Math.Abs(before) * 4 < Math.Abs(step) && Math.Abs(after) * 4 < Math.Abs(step);

    // Where in its cell a step lies.
    [Flags]
    private enum Phases : byte
    {
        None = 0,
        Raster = 1,
        Half = 2,
    }
}
