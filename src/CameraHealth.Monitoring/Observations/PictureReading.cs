namespace CameraHealth.Monitoring.Observations;

/// <summary>What was seen in one picture. Facts, not verdicts.</summary>
public sealed record PictureReading
{
    /// <summary>Where it came from.</summary>
    public required PictureOrigin Origin { get; init; }

    /// <summary>SHA-256 of the bytes as they came, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Size of the bytes as they came.</summary>
    public required int Bytes { get; init; }

    /// <summary>Width in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>What was found, the main one first; empty: nothing.</summary>
    public IReadOnlyList<SeenFault> Faults { get; init; } = [];

    /// <summary>Names of the faults that could be judged (<c>frozen</c> needs a picture before, <c>moved</c> a reference); the others are unknown, not good.</summary>
    public IReadOnlyList<string> Measured { get; init; } = [];

    /// <summary>0 (nothing) to 1 (as sharp as pixels allow); null: the picture shows too little to tell.</summary>
    public double? Sharpness { get; init; }

    /// <summary>Median brightness, 0 (black) to 1 (white).</summary>
    public double Brightness { get; init; }

    /// <summary>Whether it was taken by night: by the sun at its place, or, where that is not known and in twilight, without colour or dark. Day and night have a reference each.</summary>
    public bool IsNight { get; init; }
}

/// <summary>One thing that is wrong with a picture.</summary>
/// <param name="Kind">Name of the fault, such as <c>signal_loss</c>.</param>
/// <param name="Score">Above 0.5 up to 1: how sure and how strong.</param>
/// <param name="AreaPercent">Share of the picture, 0–100; null where an area makes no sense.</param>
public sealed record SeenFault(string Kind, double Score, double? AreaPercent);

/// <summary>Where a picture came from. Numbers are stored: never reuse one.</summary>
public enum PictureOrigin
{
    /// <summary>The device's own JPEG over HTTP.</summary>
    Snapshot = 1,

    /// <summary>A keyframe of its stream, decoded here.</summary>
    Keyframe = 2,
}
