using CameraHealth.Imaging.Measures;

namespace CameraHealth.Imaging.Faults;

/// <summary>Colours: a tint over everything, and the infrared filter in the wrong place.</summary>
internal static class ColourJudge
{
    private const double MinShare = 0.15;

    // Between blue (0°) and red (90°): no lamp and no leaf has it, infrared light in a colour sensor does.
    private const double MagentaFrom = 0;
    private const double MagentaTo = 97;
    private const int DayLevel = 70;

    // Lamps colour a night, and no picture of it alone tells a lamp from a fault.
    private const int NightLevel = 45;
    private const double EvenLight = 0.62;
    private const double AlongOwn = 0.85;
    private const double OwnShare = 0.3;

    // Warm light alone gives grey walls less.
    private const double ClearColour = 9;

    // What passes by has colour even where the camera's view has none.
    private const double SomeColour = 6;

    /// <summary>Everything leans to one colour; with a reference: more than in it.</summary>
    public static Judgement ColourCast(Examination picture) =>
        picture.IsMonochrome || picture.Tint.Share < MinShare || (picture.TintChange is null && picture.Levels.Quantile(0.5) < NightLevel) ? Judgement.NotMeasured
        : IsMagenta(picture.TintChange ?? picture.Tint) ? Judgement.Clear
        : new Judgement(Leaning(picture));

    /// <summary>Magenta, or grey although it is day.</summary>
    public static Judgement NightFilter(Examination picture)
    {
        if (picture.IsMonochrome)
        {
            return GreyByDay(picture);
        }

        return picture.Tint.Share < MinShare || picture.Context.IsDaylight == false ? Judgement.NotMeasured
            : IsMagenta(picture.TintChange ?? picture.Tint) && IsBright(picture) ? new Judgement(Leaning(picture))
            : Judgement.Clear;
    }

    private static double Leaning(Examination picture) => picture.TintChange is { } change
        ? Judgement.Scale(change.Shared, 0, IsMagenta(change) ? 3 : 9 + OwnColour(picture, change), 30 + OwnColour(picture, change))
        : Judgement.Scale(picture.Tint.Shared, 0, IsMagenta(picture.Tint) ? 5.5 : 29, 45);

    // Other light makes the colour that a view is full of stronger or weaker; a fault leans elsewhere, or further.
    private static double OwnColour(Examination picture, Tint change)
    {
        if (picture.ReferenceTint is not { } usual)
        {
            return 0;
        }

        var (length, way) = (Math.Sqrt((usual.Blueness * usual.Blueness) + (usual.Redness * usual.Redness)), Math.Sqrt((change.Blueness * change.Blueness) + (change.Redness * change.Redness)));
        var along = Math.Abs((usual.Blueness * change.Blueness) + (usual.Redness * change.Redness)) / Math.Max(1, length * way);
        return along > AlongOwn ? OwnShare * Math.Max(0, usual.Shared) : 0;
    }

    private static bool IsMagenta(Tint tint) => tint.Direction is > MagentaFrom and < MagentaTo;

    private static bool IsBright(Examination picture) => picture.Context.IsDaylight == true || picture.Levels.Quantile(0.5) >= DayLevel;

    // A camera that knows no colour is grey in its reference too; without a reference only the hour tells a fault from such a camera.
    private static Judgement GreyByDay(Examination picture) => (picture.Context.IsDaylight, picture.Context.Reference) switch
    {
        (false, _) => Judgement.NotMeasured,
        (_, not null) when picture.ReferenceTint is not { Colourfulness: >= ClearColour, Common: >= SomeColour } => Judgement.NotMeasured,
        (true, not null) => new Judgement(1),
        (true, null) => new Judgement(0.7),
        // The camera's own lamp lights the middle and leaves the corners dark; the sun does not.
        (null, not null) => new Judgement(IsBright(picture) && CornersToMiddle(picture.Tiles) > EvenLight ? 0.8 : 0.3),
        _ => Judgement.NotMeasured,
    };

    private static double CornersToMiddle(TileMap tiles)
    {
        var (corners, middle, cornerTiles, middleTiles) = (0.0, 0.0, 0, 0);
        for (var row = 0; row < tiles.Rows; row++)
        {
            for (var column = 0; column < tiles.Columns; column++)
            {
                var (x, y) = (Math.Abs((2.0 * column / tiles.Columns) - 1), Math.Abs((2.0 * row / tiles.Rows) - 1));
                if (x > 0.7 && y > 0.5)
                {
                    (corners, cornerTiles) = (corners + tiles[column, row].Mean, cornerTiles + 1);
                }
                else if (x < 0.4 && y < 0.5)
                {
                    (middle, middleTiles) = (middle + tiles[column, row].Mean, middleTiles + 1);
                }
            }
        }

        return corners / Math.Max(1, cornerTiles) / Math.Max(1, middle / Math.Max(1, middleTiles));
    }
}
