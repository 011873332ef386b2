namespace CameraHealth.Imaging;

/// <summary>One thing that is wrong with a picture.</summary>
/// <param name="Kind">What.</param>
/// <param name="Score">How sure and how strong, above 0.5 up to 1: 0.5 is the limit of a finding, 1 leaves no doubt.</param>
/// <param name="AreaPercent">The share of the picture it takes, 0–100; null where an area makes no sense.</param>
public sealed record PictureFinding(PictureFault Kind, double Score, double? AreaPercent);
