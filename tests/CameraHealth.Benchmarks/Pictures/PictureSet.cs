using CameraHealth.Imaging;
using CameraHealth.Tests.Imaging.Scenes;

namespace CameraHealth.Benchmarks.Pictures;

/// <summary>The labelled set: which pictures are taken of a scene.</summary>
internal static class PictureSet
{
    /// <summary>Pictures without a fault, a scene.</summary>
    public const int UntouchedShots = 20;

    private const int FirstFaultMoment = 1000;

    /// <summary>Pictures without a fault: light, weather, compression, clock, size and what moves vary.</summary>
    public static IEnumerable<Shot> Untouched(Scene scene) => Enumerable.Range(0, UntouchedShots).Select(moment =>
        Sized(new Shot(scene, (moment % 5) switch { 3 => Light.Night, 4 => Light.Infrared, _ => Light.Day }, moment)));

    /// <summary>Each fault in each strength, where the light allows it to be told.</summary>
    public static IEnumerable<Shot> Faulty(Scene scene, bool isColour) =>
        from fault in PictureFaultNames.All
        from strength in Enum.GetValues<Strength>()
        where isColour || fault is not (PictureFault.ColourCast or PictureFault.NightFilterFault)
        let moment = FirstFaultMoment + ((int)fault * 10) + (int)strength
        select Sized(new Shot(scene, LightFor(scene, fault, strength), moment) { Fault = fault, Strength = strength });

    /// <summary>The accepted view to compare with, by the same kind of light on another day.</summary>
    public static Shot ReferenceOf(Shot shot) => shot with { Fault = null, Moment = -1 };

    /// <summary>The picture some minutes before.</summary>
    public static Shot PreviousOf(Shot shot) => shot with { Fault = null, Moment = -2 - shot.Moment };

    private static Light LightFor(Scene scene, PictureFault fault, Strength strength) =>
        fault is PictureFault.ColourCast or PictureFault.NightFilterFault or PictureFault.LowContrast or PictureFault.Overexposed ? Light.Day
        : new Dice($"light {scene.Name} {fault} {strength}").Next(0, 9) switch { 0 or 1 => Light.Night, 2 => Light.Infrared, _ => Light.Day };

    private static Shot Sized(Shot shot)
    {
        if (shot.Scene.MaxWidth < 704)
        {
            return shot with { Width = shot.Scene.MaxWidth, Height = shot.Scene.MaxWidth * 3 / 4 };
        }

        var (width, height) = new Dice("size " + shot.Name).Next(0, 19) switch
        {
            < 9 => (1920, 1080),
            < 15 => (1280, 720),
            < 18 => (704, 576),
            18 => (640, 480),
            _ => (2560, 1440),
        };
        return width <= shot.Scene.MaxWidth ? shot with { Width = width, Height = height } : shot with { Width = 1920, Height = 1080 };
    }
}
