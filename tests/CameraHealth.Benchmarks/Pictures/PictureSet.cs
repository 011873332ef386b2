using CameraHealth.Imaging;
using CameraHealth.Tests.Imaging.Scenes;

namespace CameraHealth.Benchmarks.Pictures;

/// <summary>The labelled set: which pictures are taken of a scene.</summary>
internal static class PictureSet
{
    /// <summary>Pictures without a fault, a scene.</summary>
    public const int UntouchedShots = 12;

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

    /// <summary>A picture with the accepted view by the same kind of light on another day, and with the picture of five minutes before.</summary>
    public static (byte[] Picture, byte[] Reference, byte[] Previous) Take(Studio studio, Shot shot)
    {
        var untouched = shot with { Fault = null };
        var reference = studio.TakeOnce(untouched with { Moment = -1 });
        if (shot.Fault == PictureFault.Frozen)
        {
            var (previous, current) = studio.TakeFrozen(shot);
            return (current, reference, previous);
        }

        return (studio.Take(shot), reference, studio.Take(untouched with { Minute = -5 }));
    }

    /// <summary>Whether the scene itself holds no colour: then a fault of colour cannot be told.</summary>
    public static bool IsMonochrome(Scene scene)
    {
        var (pixels, coloured) = (scene.Still(320, 240).Pixels, 0);
        for (var i = 0; i < pixels.Length; i += 4)
        {
            coloured += Math.Max(Math.Abs(pixels[i] - pixels[i + 1]), Math.Abs(pixels[i + 2] - pixels[i + 1])) > 12 ? 1 : 0;
        }

        return coloured < pixels.Length / 4 / 50;
    }

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
            < 5 => (1920, 1080),
            < 14 => (1280, 720),
            < 18 => (704, 576),
            18 => (640, 480),
            _ => (2560, 1440),
        };
        return width <= shot.Scene.MaxWidth ? shot with { Width = width, Height = height }
            : shot.Scene.MaxWidth >= 1920 ? shot with { Width = 1920, Height = 1080 }
            : shot with { Width = 704, Height = 576 };
    }
}
