using CameraHealth.Imaging.Measures;

namespace CameraHealth.Imaging.Faults;

/// <summary>What happens behind the lens: sensor, cable, encoder, decoder.</summary>
internal static class ElectronicsJudge
{
    private const int MinTiles = 12;
    private const double FewWaves = 10;

    // Cells of a thousand.
    private const double CornersLimit = 2.5;

    // Stripes and stairs have steps of one kind, blocks of both.
    private const double BothKinds = 0.15;

    // Structure of the world gets weaker towards the single pixel; noise does not.
    private const double MostlyFinest = 0.55;

    /// <summary>Grain even in the quietest places.</summary>
    public static Judgement Noise(Examination picture)
    {
        var grain = picture.Grain;
        return grain.Tiles < MinTiles ? Judgement.NotMeasured
            : grain.Finest < MostlyFinest * grain.Finer ? Judgement.Clear
            : new Judgement(Judgement.Scale(grain.Finest, 3, 9, 25));
    }

    /// <summary>Even waves across the whole picture that its reference does not show.</summary>
    public static Judgement Stripes(Examination picture) => new(Math.Max(
        Stripes(picture.LevelWaves, () => picture.ReferenceLevelWaves), Stripes(picture.UprightWaves, () => picture.ReferenceUprightWaves)));

    /// <summary>Straight steps on the raster of the coding, and hardly any beside it.</summary>
    public static Judgement Mosaic(Examination picture)
    {
        var steps = picture.GridSteps;
        if (steps.Pieces == 0)
        {
            return Judgement.NotMeasured;
        }

        var more = steps.OnRaster - steps.Elsewhere;
        var (number, place) = (1000 * more / steps.Pieces, steps.OnRaster / (steps.Elsewhere + 20));
        var corners = Judgement.Scale(2000.0 * (steps.Corners - steps.CornersElsewhere) / steps.Pieces, 0.5, CornersLimit, 40);
        return new Judgement(number <= 0 || steps.Balance < BothKinds ? corners : Math.Max(corners, Math.Min(Judgement.Scale(Math.Sqrt(number * place), 3, 7.1, 25), Judgement.Scale(place, 1, 2, 4))));
    }

    // Fences, bricks and windows make waves as well, but their reference shows them too.
    private static double Stripes(Waves waves, Func<Waves?> usual) => waves.Rank < FewWaves ? 0
        : usual() is not { } known ? Judgement.Scale(waves.Rank, 40, 92, 120)
        : known.Rank > 0.3 * waves.Rank && Math.Abs(known.Count - waves.Count) <= 1 ? 0
        : Judgement.Scale(waves.Rank, FewWaves, 25, 110);
}
