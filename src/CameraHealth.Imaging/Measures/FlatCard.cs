namespace CameraHealth.Imaging.Measures;

/// <summary>How much of a picture is drawn, not seen: of one and the same colour to the last bit that compression leaves.</summary>
/// <param name="Share">Share of the blocks that hold no structure at all and have the commonest level, 0–1.</param>
/// <param name="Level">That level.</param>
/// <param name="Blueness">Cb of those blocks, 0 is grey.</param>
/// <param name="Redness">Cr of those blocks, 0 is grey.</param>
/// <param name="WritingShare">Share of the blocks in the middle half that hold strong edges, 0–1: letters.</param>
internal readonly record struct FlatCard(double Share, int Level, double Blueness, double Redness, double WritingShare)
{
    private const int FlatRange = 4;
    private const int LetterRange = 60;
    private const int SameLevel = 3;

    public static FlatCard Of(Picture picture, TileMap tiles)
    {
        Span<int> levels = stackalloc int[256];
        foreach (ref readonly var tile in tiles.All)
        {
            if (tile.Max - tile.Min <= FlatRange)
            {
                levels[(int)tile.Mean]++;
            }
        }

        var commonest = 0;
        for (var level = 1; level < levels.Length; level++)
        {
            commonest = levels[level] > levels[commonest] ? level : commonest;
        }

        var (flat, blue, red, counted) = (0, 0.0, 0.0, 0);
        var chromaStep = TileMap.Side * picture.Blueness.Width / picture.Luma.Width;
        for (var row = 0; row < tiles.Rows; row++)
        {
            for (var column = 0; column < tiles.Columns; column++)
            {
                ref readonly var tile = ref tiles[column, row];
                if (tile.Max - tile.Min <= FlatRange && Math.Abs(tile.Mean - commonest) <= SameLevel)
                {
                    flat++;
                    var (x, y) = (Math.Min(picture.Blueness.Width - 1, column * chromaStep), Math.Min(picture.Blueness.Height - 1, row * chromaStep));
                    (blue, red, counted) = (blue + picture.Blueness.Row(y)[x] - 128, red + picture.Redness.Row(y)[x] - 128, counted + 1);
                }
            }
        }

        return new FlatCard((double)flat / tiles.All.Length, commonest, blue / Math.Max(1, counted), red / Math.Max(1, counted), Writing(tiles));
    }

    private static double Writing(TileMap tiles)
    {
        var (letters, all) = (0, 0);
        for (var row = tiles.Rows / 4; row < tiles.Rows * 3 / 4; row++)
        {
            for (var column = tiles.Columns / 8; column < tiles.Columns * 7 / 8; column++)
            {
                letters += tiles[column, row].Max - tiles[column, row].Min >= LetterRange ? 1 : 0;
                all++;
            }
        }

        return (double)letters / Math.Max(1, all);
    }
}
