namespace CameraHealth.Imaging.Faults;

/// <summary>Who judges what, and which finding explains which others away.</summary>
internal static class Judges
{
    /// <summary>One judge for each kind, in the order of suppression.</summary>
    public static IReadOnlyList<(PictureFault Kind, Func<Examination, Judgement> Judge)> All { get; } =
    [
        (PictureFault.SignalLoss, SignalJudge.SignalLoss),
        (PictureFault.Black, SignalJudge.Black),
        (PictureFault.Overexposed, SignalJudge.Overexposed),
        (PictureFault.Covered, LensJudge.Covered),
        (PictureFault.Mosaic, ElectronicsJudge.Mosaic),
        (PictureFault.Stripes, ElectronicsJudge.Stripes),
        (PictureFault.Noise, ElectronicsJudge.Noise),
        (PictureFault.Blurred, LensJudge.Blurred),
        (PictureFault.LowContrast, LensJudge.LowContrast),
        (PictureFault.NightFilterFault, ColourJudge.NightFilter),
        (PictureFault.ColourCast, ColourJudge.ColourCast),
        (PictureFault.Moved, ViewJudge.Moved),
        (PictureFault.Frozen, ViewJudge.Frozen),
    ];

    /// <summary>Whether <paramref name="found"/> leaves nothing to see of <paramref name="other"/>: that one is then neither found nor measured.</summary>
    public static bool Hides(PictureFault found, PictureFault other) => found switch
    {
        PictureFault.SignalLoss or PictureFault.Black => other != PictureFault.Frozen,
        PictureFault.Overexposed => other is not (PictureFault.Frozen or PictureFault.Mosaic or PictureFault.Stripes),
        PictureFault.Covered => other is PictureFault.Blurred or PictureFault.LowContrast or PictureFault.ColourCast or PictureFault.NightFilterFault or PictureFault.Moved,
        PictureFault.Mosaic => other is PictureFault.Stripes or PictureFault.Noise or PictureFault.Moved,
        PictureFault.Stripes => other is PictureFault.Noise,
        PictureFault.Noise => other is PictureFault.Blurred,
        PictureFault.LowContrast => other is PictureFault.NightFilterFault or PictureFault.ColourCast,
        _ => false,
    };
}
