namespace CameraHealth.Imaging;

/// <summary>What one picture shows of the state of its camera.</summary>
public sealed record PictureReport
{
    /// <summary>The main finding: the one that explains the others; null: nothing was found.</summary>
    public required PictureFault? Verdict { get; init; }

    /// <summary>All that was found, the main one first; what it explains away is left out.</summary>
    public required IReadOnlyList<PictureFinding> Findings { get; init; }

    /// <summary>Kinds that could be judged. A kind that is neither here nor found is unknown, not good.</summary>
    public required IReadOnlyList<PictureFault> Measured { get; init; }

    /// <summary>Width of the encoded picture, in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the encoded picture, in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>
    /// Sharpness of the finest structures of the scene, 0 (nothing) to 1 (as sharp as pixels allow); of the same view comparable over days by day. Null where
    /// the picture shows too little to tell (black, burnt out, signal loss).
    /// </summary>
    public required double? Sharpness { get; init; }

    /// <summary>Median brightness, 0 (black) to 1 (white).</summary>
    public required double Brightness { get; init; }

    /// <summary>Whether it holds no colour at all, as by infrared light at night.</summary>
    public required bool IsMonochrome { get; init; }

    /// <summary>Where the reference's scene lies; null without a reference, or when it was not found again.</summary>
    public required ViewShift? Shift { get; init; }

    /// <summary>The picture itself, to be the previous one of the next, or a reference.</summary>
    public required Picture Picture { get; init; }
}
