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

    /// <summary>The encoded picture.</summary>
    public byte[] Take(Shot shot)
    {
        var dice = new Dice(shot.Name);
        return Finish(Expose(shot, dice), shot, dice, shot.Moment, dice.Next(55, 94));
    }

    /// <summary>Two pictures with the same pixels but for the clock: a frozen camera.</summary>
    public (byte[] Previous, byte[] Current) TakeFrozen(Shot shot)
    {
        var dice = new Dice(shot.Name);
        var frame = Expose(shot with { Fault = null }, dice);
        var quality = dice.Next(60, 94);
        var place = dice.Next(0, 1000);
        var previous = Finish(frame.Copy(), shot, new Dice($"{place}"), shot.Moment, quality);
        if (shot.Strength == Strength.Weak)
        {
            Pixels.Noise(frame, 0.7, dice);
        }

        return (previous, Finish(frame, shot, new Dice($"{place}"), shot.Moment + 60, shot.Strength switch { Strength.Weak => quality - 15, Strength.Medium => quality - 4, _ => quality }));
    }

    /// <summary>The scene as it would be seen in full light with nothing moving.</summary>
    public Frame Still(Scene scene, int width, int height) => _stills.GetOrAdd(
        (scene.Name, width, height), _ => scene.Still((int)(width * Margin) / 2 * 2, (int)(height * Margin) / 2 * 2));

    /// <summary>Forgets the scenes seen so far.</summary>
    public void Clear() => _stills.Clear();

    private Frame Expose(Shot shot, Dice dice)
    {
        if (shot.Fault == PictureFault.SignalLoss)
        {
            return SignalCard.Draw(shot, dice);
        }

        var still = Still(shot.Scene, shot.Width, shot.Height);
        var frame = new Frame(shot.Width, shot.Height).Paint(canvas =>
        {
            var (x, y, degrees) = shot.Fault == PictureFault.Moved ? Faults.Turn(shot, dice) : default;
            canvas.Translate(shot.Width / 2f, shot.Height / 2f);
            canvas.RotateDegrees((float)degrees);
            canvas.Translate((float)(x * shot.Width), (float)(y * shot.Height));
            using var bitmap = ImageOf(still);
            using var around = bitmap.ToShader(SKShaderTileMode.Mirror, SKShaderTileMode.Mirror, degrees == 0 ? SKSamplingOptions.Default : new SKSamplingOptions(SKCubicResampler.CatmullRom));
            using var moved = around.WithLocalMatrix(SKMatrix.CreateTranslation(-still.Width / 2, -still.Height / 2));
            using var paint = new SKPaint { Shader = moved };
            canvas.DrawRect(-4 * shot.Width, -4 * shot.Height, 8 * shot.Width, 8 * shot.Height, paint);
            canvas.ResetMatrix();
            Traffic(new Brush(canvas, shot.Width, shot.Height, dice));
        });
        Lighting.Apply(frame, shot, dice);
        frame = Faults.Lens(frame, shot, dice);
        Pixels.Noise(frame, shot.Light == Light.Day ? dice.Between(0.5, 3) : dice.Between(2, 6), dice);
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
        for (var i = brush.Dice.Next(1, 5); i > 0; i--)
        {
            brush.Car(brush.Dice.Between(0, brush.W), brush.Dice.Between(brush.H * 0.55, brush.H * 0.95), brush.W * brush.Dice.Between(0.05, 0.12));
            brush.Person(brush.Dice.Between(0, brush.W), brush.Dice.Between(brush.H * 0.5, brush.H * 0.95), brush.H * brush.Dice.Between(0.08, 0.18));
        }
    }

    private static byte[] Finish(Frame frame, Shot shot, Dice dice, int seconds, int quality)
    {
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
            Faults.Corrupt(frame, shot, dice);
        }

        return frame.ToJpeg(quality);
    }
}
