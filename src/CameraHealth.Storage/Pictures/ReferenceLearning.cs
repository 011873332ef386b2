namespace CameraHealth.Storage.Pictures;

/// <summary>Chooses the most typical of good pictures one after the other: the one nearest to the mean of all so far. Pure.</summary>
/// <param name="Pictures">How many there were.</param>
/// <param name="MeanSharpness">Their mean.</param>
/// <param name="MeanBrightness">Their mean.</param>
internal readonly record struct ReferenceLearning(int Pictures, double MeanSharpness, double MeanBrightness)
{
    /// <summary>Pictures from which on a choice is worth proposing: a few hours.</summary>
    public const int EnoughPictures = 12;

    /// <summary>Takes one more in.</summary>
    public ReferenceLearning Add(double sharpness, double brightness) => new(
        Pictures + 1,
        MeanSharpness + ((sharpness - MeanSharpness) / (Pictures + 1)),
        MeanBrightness + ((brightness - MeanBrightness) / (Pictures + 1)));

    /// <summary>Whether a picture is nearer to the mean than the one chosen before.</summary>
    public bool Prefers((double Sharpness, double Brightness) picture, (double Sharpness, double Brightness) chosen) => Distance(picture) < Distance(chosen);

    private double Distance((double Sharpness, double Brightness) picture) =>
        Math.Abs(picture.Sharpness - MeanSharpness) + Math.Abs(picture.Brightness - MeanBrightness);
}
