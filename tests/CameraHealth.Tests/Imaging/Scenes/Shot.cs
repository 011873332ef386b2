using CameraHealth.Imaging;

namespace CameraHealth.Tests.Imaging.Scenes;

/// <summary>By what light a picture is taken.</summary>
internal enum Light
{
    /// <summary>Sun or cloud.</summary>
    Day,

    /// <summary>Street lamps, in colour.</summary>
    Night,

    /// <summary>The camera's own infrared lamp, without colour.</summary>
    Infrared,
}

/// <summary>How strong a fault is.</summary>
internal enum Strength
{
    /// <summary>A careful person sees it.</summary>
    Weak,

    /// <summary>Anybody sees it.</summary>
    Medium,

    /// <summary>The picture is of little use.</summary>
    Strong,
}

/// <summary>One picture to be taken; the same shot always gives the same bytes.</summary>
/// <param name="Scene">Of what.</param>
/// <param name="Light">By what light.</param>
/// <param name="Moment">Number of the day: other light within its kind, other weather, other cars and people, another camera's clock and compression.</param>
internal sealed record Shot(Scene Scene, Light Light, int Moment)
{
    /// <summary>What is wrong; null: nothing.</summary>
    public PictureFault? Fault { get; init; }

    /// <summary>How much.</summary>
    public Strength Strength { get; init; } = Strength.Medium;

    /// <summary>Width in pixels.</summary>
    public int Width { get; init; } = 1920;

    /// <summary>Height in pixels.</summary>
    public int Height { get; init; } = 1080;

    /// <summary>Minutes after the first picture of the moment: other noise, and some of the traffic has gone.</summary>
    public int Minute { get; init; }

    /// <summary>Chances that hold for all pictures of a moment.</summary>
    public string Day => $"{Scene.Name} {Light} {Moment}";

    /// <summary>Names it, and is the seed of its own chances.</summary>
    public string Name => $"{Day} {Minute} {Fault?.ToName() ?? "untouched"} {(Fault is null ? "" : Strength)}";
}
