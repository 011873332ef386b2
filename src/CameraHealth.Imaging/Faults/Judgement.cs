namespace CameraHealth.Imaging.Faults;

/// <summary>What one judge says of a picture.</summary>
/// <param name="Score">0–1, above 0.5 is a finding; null: this picture cannot tell.</param>
/// <param name="AreaPercent">Share of the picture, 0–100; null where it makes no sense.</param>
internal readonly record struct Judgement(double? Score, double? AreaPercent = null)
{
    /// <summary>Above it lies a finding.</summary>
    public const double Limit = 0.5;

    /// <summary>This picture cannot tell.</summary>
    public static Judgement NotMeasured => new(null);

    /// <summary>Looked, and nothing there.</summary>
    public static Judgement Clear => new(0);

    /// <summary>A measured value on the scale of scores: 0 at <paramref name="none"/>, 0.5 at <paramref name="limit"/>, 1 at <paramref name="sure"/>.</summary>
    public static double Scale(double value, double none, double limit, double sure)
    {
        var score = (value - limit) * Math.Sign(sure - none) >= 0 ? Limit + (Limit * (value - limit) / (sure - limit)) : Limit * (value - none) / (limit - none);
        return Math.Clamp(score, 0, 1);
    }
}
