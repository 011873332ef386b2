using System.Collections.Concurrent;
using CameraHealth.Imaging;
using SkiaSharp;

namespace CameraHealth.Tests.Imaging.Scenes;

/// <summary>Takes pictures: scene, what moves in it, light, weather, lens, sensor, clock, compression.</summary>
internal sealed class Studio
{
    /// <summary>How much more of the scene there is than the camera sees: it can be turned.</summary>
    public const double Margin = 1.3;

    private readonly ConcurrentDictionary<(string, int, int), Frame> _stills = [];
    private readonly ConcurrentDictionary<(string, int), byte[]> _taken = [];

    /// <summary>The encoded picture.</summary>
    public byte[] Take(Shot shot) => Finish(Expose(shot), shot, Quality(shot));

    /// <summary>The encoded picture, kept for the next time.</summary>
    public byte[] TakeOnce(Shot shot) => _taken.GetOrAdd((shot.Name, shot.Width), _ => Take(shot));

    /// <summary>Two pictures of a frozen camera: the same pixels. The clock stands too (strong), goes on (medium), or goes on in a picture that is encoded anew (weak).</summary>
    public (byte[] Previous, byte[] Current) TakeFrozen(Shot shot)
    {
        var frame = Expose(shot with { Fault = null });
        var (quality, previous) = (Quality(shot), frame.Copy());
        var later = shot.Strength == Strength.Strong ? shot : shot with { Minute = shot.Minute + 5 };
        return (Finish(previous, shot, quality), Finish(frame, later, shot.Strength == Strength.Weak ? quality - 4 : quality));
    }

    /// <summary>The scene as it would be seen in full light with nothing moving.</summary>
    public Frame Still(Scene scene, int width, int height) => _stills.GetOrAdd(
        (scene.Name, width, height), _ => scene.Still((int)(width * Margin) / 2 * 2, (int)(height * Margin) / 2 * 2));

    /// <summary>Forgets the scenes seen so far.</summary>
    public void Clear()
    {
        _stills.Clear();
        _taken.Clear();
    }

    private static int Quality(Shot shot) => new Dice("quality " + shot.Day).Next(55, 94);

    private Frame Expose(Shot shot)
    {
        var dice = new Dice(shot.Name);
        if (shot.Fault == PictureFault.SignalLoss)
        {
            return SignalCard.Draw(shot, dice);
        }

        var still = Still(shot.Scene, shot.Width, shot.Height);
        (double X, double Y, double Degrees) view = shot.Fault == PictureFault.Moved ? Faults.Turn(shot, dice) : default;
        var frame = new Frame(shot.Width, shot.Height).Paint(canvas =>
        {
            var (x, y, degrees) = view;
            canvas.Translate(shot.Width / 2f, shot.Height / 2f);
            canvas.RotateDegrees((float)degrees);
            canvas.Translate((float)(x * shot.Width), (float)(y * shot.Height));
            using var bitmap = ImageOf(still);
            using var around = bitmap.ToShader(SKShaderTileMode.Mirror, SKShaderTileMode.Mirror, degrees == 0 ? SKSamplingOptions.Default : new SKSamplingOptions(SKCubicResampler.CatmullRom));
            using var moved = around.WithLocalMatrix(SKMatrix.CreateTranslation(-still.Width / 2, -still.Height / 2));
            using var paint = new SKPaint { Shader = moved };
            canvas.DrawRect(-4 * shot.Width, -4 * shot.Height, 8 * shot.Width, 8 * shot.Height, paint);
            canvas.ResetMatrix();
            Traffic(new Brush(canvas, shot.Width, shot.Height, new Dice("parked " + shot.Day)));
            Traffic(new Brush(canvas, shot.Width, shot.Height, dice));
        });
        Lighting.Apply(frame, shot, view);
        frame = Faults.Lens(frame, shot, dice);
        var sensor = new Dice("sensor " + shot.Day);
        Pixels.Noise(frame, shot.Light == Light.Day ? sensor.Between(0.5, 3) : sensor.Between(2, 6), dice);
        Faults.Electronics(frame, shot, dice);
        return frame;
    }

    private static SKImage ImageOf(Frame frame)
    {
        using var data = SKData.CreateCopy(frame.Pixels);
        return SKImage.FromPixels(new SKImageInfo(frame.Width, frame.Height, SKColorType.Rgba8888, SKAlphaType.Opaque), data, frame.Width * 4);
    }

    private static void Traffic(Brush brush)
    {
        for (var i = brush.Dice.Next(0, 3); i > 0; i--)
        {
            brush.Car(brush.Dice.Between(0, brush.W), brush.Dice.Between(brush.H * 0.55, brush.H * 0.95), brush.W * brush.Dice.Between(0.05, 0.12));
            brush.Person(brush.Dice.Between(0, brush.W), brush.Dice.Between(brush.H * 0.5, brush.H * 0.95), brush.H * brush.Dice.Between(0.08, 0.18));
        }
    }

    private static byte[] Finish(Frame frame, Shot shot, int quality)
    {
        var (dice, seconds) = (new Dice("clock " + shot.Day), (shot.Moment * 97) + 5000 + (shot.Minute * 60));
        var dot = Math.Max(2, frame.Height / dice.Next(300, 420));
        var clock = $"2026-11-{1 + (seconds / 86400 % 28):00} {seconds / 3600 % 24:00}:{seconds / 60 % 60:00}:{seconds % 60:00}";
        var (left, top) = (dice.Chance(0.5), dice.Chance(0.6));
        PixelFont.Write(frame, clock, left ? dot * 6 : frame.Width - PixelFont.WidthOf(clock, dot) - (dot * 6), top ? dot * 5 : frame.Height - (dot * 13), dot);
        if (dice.Chance(0.7))
        {
            PixelFont.Write(frame, "CAM " + dice.Next(1, 99).ToString("00"), left ? frame.Width - (dot * 50) : dot * 6, top ? frame.Height - (dot * 13) : dot * 5, dot);
        }

        if (shot.Fault == PictureFault.Mosaic)
        {
            Faults.Corrupt(frame, shot, new Dice("damage " + shot.Name));
        }

        return frame.ToJpeg(quality);
    }
}
