using CameraHealth.Imaging.Measures;

namespace CameraHealth.Imaging.Faults;

/// <summary>Cards, darkness and burnt-out pictures: whether there is a picture at all.</summary>
internal static class SignalJudge
{
    private const int DarkCard = 40;
    private const double Saturated = 18;
    private const double Writing = 0.004;

    // What shows beside a cover by night is little, but more than the clock and the name.
    private const double Letters = 0.015;

    private const double ClippedAndBurnt = 0.7;

    /// <summary>A card that somebody drew: one flat colour, and in it letters or a colour that no dark or covered lens has.</summary>
    public static Judgement SignalLoss(Examination picture)
    {
        var card = picture.Card;
        var drawn = Judgement.Scale(card.Share, 0.6, 0.8, 0.95);
        var coloured = Math.Abs(card.Blueness) + Math.Abs(card.Redness) >= Saturated;
        // White is a burnt-out sensor's; darkness without letters is only dark.
        var isCard = card.Level < 235 && (coloured || card.WritingShare >= Writing || card.Level > DarkCard);
        return isCard ? new Judgement(drawn, card.Share * 100) : Judgement.Clear;
    }

    /// <summary>Hardly a pixel is bright; letters of the clock do not count.</summary>
    public static Judgement Black(Examination picture) => new(Judgement.Scale(picture.Levels.Quantile(1 - Letters), 60, 26, 8), picture.Levels.Share(0, 40) * 100);

    /// <summary>Most is burnt out, and not only the sky.</summary>
    public static Judgement Overexposed(Examination picture)
    {
        var whole = picture.Levels.Share(235, 255);
        var lower = LowerShare(picture.Tiles);
        // With a reference: what was to be seen is burnt out, or nearly all is. A wall that turns white on a bright day is neither.
        if (picture is { MoreClipped: { } clipped, Burnt: { } burnt })
        {
            return new Judgement(Judgement.Scale(clipped + burnt, 0.2, ClippedAndBurnt, 1.3), Math.Max(whole, clipped) * 100);
        }

        var white = Math.Min(Judgement.Scale(whole, 0.1, 0.32, 0.7), Judgement.Scale(lower, 0.05, 0.2, 0.6));
        return picture.MoreClipped is { } more && Judgement.Scale(more, 0.15, 0.4, 0.8) is var coloured && coloured > white ? new Judgement(coloured, more * 100) : new Judgement(white, whole * 100);
    }

    private static double LowerShare(TileMap tiles)
    {
        var (burnt, all) = (0, 0);
        for (var row = tiles.Rows / 3; row < tiles.Rows; row++)
        {
            for (var column = 0; column < tiles.Columns; column++)
            {
                burnt += tiles[column, row].Mean > 228 ? 1 : 0;
                all++;
            }
        }

        return (double)burnt / Math.Max(1, all);
    }
}
