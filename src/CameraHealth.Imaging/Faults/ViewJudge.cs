using CameraHealth.Imaging.Measures;

namespace CameraHealth.Imaging.Faults;

/// <summary>Comparisons: with the accepted view, and with the picture before.</summary>
internal static class ViewJudge
{
    private const int MinParts = 8;
    private const int MinAgreeing = 6;
    private const int ManyParts = 25;
    private const int MinTiles = 40;
    private const int NightLevel = 60;

    // A degree moves what stands at the edge by about this much of the width.
    private const double PercentOfDegree = 0.8;

    /// <summary>The scene is found again elsewhere; or a scene full of marks is not found at all.</summary>
    public static Judgement Moved(Examination picture)
    {
        if (picture.Alignment is not { Parts: >= MinParts } view)
        {
            return Judgement.NotMeasured;
        }

        if (IsElsewhere(view))
        {
            var shift = view.Shift!;
            var way = Math.Sqrt((shift.HorizontalPercent * shift.HorizontalPercent) + (shift.VerticalPercent * shift.VerticalPercent)) + (PercentOfDegree * Math.Abs(shift.RotationDegrees));
            return new Judgement(Judgement.Scale(way, 0.8, 2, 8));
        }

        var isLost = view.Parts >= ManyParts && view.Found >= 0.75 * view.Parts && view.InPlace <= view.Parts / 20 && view.Agreeing <= view.Parts / 8 && picture.AlikeReference is not null && picture.Levels.Quantile(0.5) > NightLevel;
        return new Judgement(isLost ? 0.6 : 0);
    }

    /// <summary>Where the reference's scene lies, if it was found.</summary>
    public static ViewShift? ShiftOf(Examination picture) => picture.Alignment is { Parts: >= MinParts } view
        ? IsElsewhere(view) ? view.Shift : view.InPlace >= MinAgreeing ? new ViewShift(0, 0, 0) : null
        : null;

    /// <summary>The same pixels as before, but for the clock.</summary>
    public static Judgement Frozen(Examination picture) => picture.Sameness is { Tiles: >= MinTiles } same
        ? new Judgement(Judgement.Scale(same.EqualShare, 0.5, 0.85, 0.97), same.EqualShare * 100)
        : Judgement.NotMeasured;

    /// <summary>Whether the scene was found again in another place.</summary>
    public static bool IsElsewhere(Examination picture) => picture.Alignment is { Parts: >= MinParts } view && IsElsewhere(view);

    private static bool IsElsewhere(Alignment view) =>
        view.Vote is { IsElsewhere: true }
        || (view.Shift is not null && view.Agreeing >= Math.Max(MinAgreeing, 0.34 * view.Found) && view.Agreeing >= (2 * view.InPlace) + 2);
}
