namespace CameraHealth.Imaging.Measures;

/// <summary>Statistics of the tiles of a plane.</summary>
internal sealed class TileMap
{
    /// <summary>Side of a tile, in pixels of the plane.</summary>
    public const int Side = 16;

    private readonly Tile[] _tiles;

    private TileMap(int columns, int rows, Tile[] tiles)
    {
        Columns = columns;
        Rows = rows;
        _tiles = tiles;
    }

    public int Columns { get; }

    public int Rows { get; }

    public ReadOnlySpan<Tile> All => _tiles;

    public ref readonly Tile this[int column, int row] => ref _tiles[(row * Columns) + column];

    public static TileMap Of(Plane plane)
    {
        var (columns, rows) = (plane.Width / Side, plane.Height / Side);
        var tiles = new Tile[columns * rows];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                tiles[(row * columns) + column] = Measure(plane, column * Side, row * Side);
            }
        }

        return new TileMap(columns, rows, tiles);
    }

    /// <summary>Darkest and brightest level of a tile and those around it.</summary>
    public (int Min, int Max) Around(int column, int row)
    {
        var (min, max) = (255, 0);
        for (var y = Math.Max(0, row - 1); y <= Math.Min(Rows - 1, row + 1); y++)
        {
            for (var x = Math.Max(0, column - 1); x <= Math.Min(Columns - 1, column + 1); x++)
            {
                ref readonly var tile = ref this[x, y];
                (min, max) = (Math.Min(min, tile.Min), Math.Max(max, tile.Max));
            }
        }

        return (min, max);
    }

    private static Tile Measure(Plane plane, int left, int top)
    {
        var (sum, squares, min, max, steepest, slopes) = (0, 0, 255, 0, 0, 0);
        for (var y = top; y < top + Side; y++)
        {
            var row = plane.Row(y);
            ReadOnlySpan<byte> above = plane.Row(Math.Max(0, y - 1)), below = plane.Row(Math.Min(plane.Height - 1, y + 1));
            for (var x = left; x < left + Side; x++)
            {
                int level = row[x];
                sum += level;
                squares += level * level;
                min = Math.Min(min, level);
                max = Math.Max(max, level);
                if (x > 0 && x < plane.Width - 1)
                {
                    var across = above[x + 1] - above[x - 1] + (2 * (row[x + 1] - row[x - 1])) + below[x + 1] - below[x - 1];
                    var down = below[x - 1] - above[x - 1] + (2 * (below[x] - above[x])) + below[x + 1] - above[x + 1];
                    var slope = Math.Max(Math.Abs(across), Math.Abs(down));
                    steepest = Math.Max(steepest, slope);
                    slopes += slope;
                }
            }
        }

        const float Count = Side * Side;
        var mean = sum / Count;
        return new Tile(mean, MathF.Sqrt(Math.Max(0, (squares / Count) - (mean * mean))), (byte)min, (byte)max, steepest / 8f, slopes / (8f * Count));
    }
}

/// <summary>One tile.</summary>
/// <param name="Mean">Mean level, 0–255.</param>
/// <param name="Deviation">Standard deviation of the levels.</param>
/// <param name="Min">Darkest.</param>
/// <param name="Max">Brightest.</param>
/// <param name="Steepest">Largest change from one pixel to the next, smoothed over three.</param>
/// <param name="Slope">Mean change from one pixel to the next, smoothed over three.</param>
internal readonly record struct Tile(float Mean, float Deviation, byte Min, byte Max, float Steepest, float Slope);
