using CameraHealth.Imaging.Measures;

namespace CameraHealth.Imaging.Faults;

/// <summary>What stands before the sensor: focus, fog and film, things in the way.</summary>
internal static class LensJudge
{
    private const int MinEdges = 6;
    private const double Focused = 0.56;
    private const double Softer = 0.74;
    private const double Steep = 0.64;
    private const int FogFrom = 45;
    private const int Night = 45;
    private const int MinTiles = 20;

    // Of a view of sky or of a wall nobody can tell whether something stands before it.
    private const double Featureless = 0.8;
    private const double Recognisable = 0.6;

    /// <summary>Not even the steepest edges are steep.</summary>
    public static Judgement Blurred(Examination picture)
    {
        var sharpness = picture.Sharpness;
        if (sharpness.Edges < MinEdges)
        {
            return Judgement.NotMeasured;
        }

        // A lens that was never sharper is not dirty now: edge by edge, where enough of them are found again.
        if (picture.SharpnessChange is { Edges: >= MinEdges } change)
        {
            // Another light or a wet road changes some edges, but an unfocused picture has no steep one at all.
            return new Judgement(Math.Min(Judgement.Scale(change.Ratio, 0.95, Softer, 0.4), Judgement.Scale(sharpness.Value, 0.85, Steep, 0.3)), sharpness.BlurredShare * 100);
        }

        var alone = Judgement.Scale(sharpness.Value, 0.75, 0.52, 0.25);
        var score = picture.ReferenceSharpness is not { Edges: >= MinEdges } usual ? alone
            : Math.Max(Judgement.Scale(sharpness.Value / usual.Value, 0.95, 0.72, 0.35), usual.Value >= Focused ? alone : 0);
        return new Judgement(score, sharpness.BlurredShare * 100);
    }

    /// <summary>Dark and bright lie close together, and dark is not dark: by night it would only be dark.</summary>
    public static Judgement LowContrast(Examination picture)
    {
        var (dark, bright) = (picture.Levels.Quantile(0.05), picture.Levels.Quantile(0.95));
        if (dark < FogFrom)
        {
            return Judgement.Clear;
        }

        var alone = Judgement.Scale(bright - dark, 100, 62, 20);
        // A scene that never had more is not in fog now.
        return new Judgement(picture.ReferenceLevels is { } usual
            ? Math.Min(alone, Judgement.Scale((double)(bright - dark) / Math.Max(1, usual.Quantile(0.95) - usual.Quantile(0.05)), 0.85, 0.58, 0.3))
            : alone);
    }

    /// <summary>With a reference: what it shows is gone. Without: a smooth part that is too large, or lies where neither sky nor road does.</summary>
    public static Judgement Covered(Examination picture)
    {
        if (ViewJudge.IsElsewhere(picture))
        {
            return Judgement.Clear;
        }

        if (picture.Lost is { Tiles: >= MinTiles } lost)
        {
            // What blur or fog leaves of the view lies where the reference has it.
            var share = Math.Max(lost.Share, picture.Smooth.Share >= 0.85 && lost.Likeness < Recognisable ? picture.Smooth.Share : 0);
            return new Judgement(Judgement.Scale(share, 0.1, 0.33, 0.8), share * 100);
        }

        if (picture.ReferenceSmooth is { Share: >= Featureless })
        {
            return Judgement.NotMeasured;
        }

        var region = picture.Smooth;
        return new Judgement(Judgement.Scale(region.Share, 0.2, LimitOf(region, picture.Levels.Quantile(0.5) < Night), 0.95), region.Share * 100);
    }

    private static double LimitOf(SmoothRegion region, bool night)
    {
        var overBothEdges = region.Top >= 0.2 && region.Bottom >= 0.2 && Math.Max(region.Left, region.Right) >= 0.9;
        var darker = region.Level < 0.75 * region.RestLevel;
        return overBothEdges && (darker || night) ? 0.4
            : darker && !night ? 0.48
            : night && region.Top < 0.5 ? 0.55
            : 0.85;
    }
}
