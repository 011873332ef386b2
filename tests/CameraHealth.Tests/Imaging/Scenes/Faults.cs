using CameraHealth.Imaging;
using SkiaSharp;

namespace CameraHealth.Tests.Imaging.Scenes;

/// <summary>Breaks pictures in each of the known ways, in three strengths.</summary>
internal static class Faults
{
    private const int Block = 16;

    /// <summary>Where a moved camera looks: shift in parts of the width and height, rotation in degrees.</summary>
    public static (double X, double Y, double Degrees) Turn(Shot shot, Dice dice)
    {
        var (shift, turn) = shot.Strength switch { Strength.Weak => (0.03, 1.5), Strength.Medium => (0.07, 3), _ => (0.13, 7.0) };
        var (rotated, angle) = (dice.Chance(0.5), dice.Between(0, Math.Tau));
        var degrees = rotated ? turn * (dice.Chance(0.5) ? 1 : -1) : 0;
        return (shift * Math.Cos(angle) * (rotated ? 0.5 : 1), shift * Math.Sin(angle) * (rotated ? 0.5 : 1), degrees);
    }

    /// <summary>What happens before the sensor, and in how the sensor is set.</summary>
    public static Frame Lens(Frame frame, Shot shot, Dice dice)
    {
        switch (shot.Fault)
        {
            case PictureFault.Blurred:
                return Blur(frame, frame.Width * Pick(shot, 0.001, 0.0026, 0.0055));
            case PictureFault.Covered:
                return Cover(frame, shot, dice);
            case PictureFault.Black:
                var (rest, level) = (Pick(shot, 0.07, 0.03, 0), dice.Between(0, Pick(shot, 6, 5, 4)));
                Pixels.Map(frame, value => (value * rest) + level);
                return frame;
            case PictureFault.Overexposed:
                var limit = Math.Max(12, Pixels.Quantile(frame, 1 - Pick(shot, 0.45, 0.65, 0.88)));
                Pixels.Map(frame, value => 20 + (value * 235 / limit));
                return frame;
            case PictureFault.LowContrast:
                var (kept, fog) = (Pick(shot, 0.45, 0.28, 0.15), dice.Between(125, 185));
                Pixels.Map(frame, value => (value * kept) + (fog * (1 - kept)));
                return frame;
            case PictureFault.ColourCast:
                Tint(frame, Pick(shot, 0.18, 0.38, 0.6), dice);
                return frame;
            case PictureFault.NightFilterFault:
                Filter(frame, shot, dice);
                return frame;
            default:
                return frame;
        }
    }

    /// <summary>What happens behind the sensor.</summary>
    public static void Electronics(Frame frame, Shot shot, Dice dice)
    {
        if (shot.Fault == PictureFault.Noise && dice.Chance(0.25))
        {
            Snow(frame, Pick(shot, 0.015, 0.06, 0.15), dice);
        }
        else if (shot.Fault == PictureFault.Noise)
        {
            Pixels.Noise(frame, Pick(shot, 10, 22, 45), dice);
        }
        else if (shot.Fault == PictureFault.Stripes)
        {
            Stripes(frame, Pick(shot, 7, 16, 32), dice);
        }
    }

    /// <summary>Blocks of wrong content, as a decoder leaves them after damaged bytes.</summary>
    public static void Corrupt(Frame frame, Shot shot, Dice dice)
    {
        var (columns, rows) = (frame.Width / Block, frame.Height / Block);
        var left = (int)(columns * rows * Pick(shot, 0.04, 0.12, 0.35));
        while (left > 0)
        {
            var (x, y, length) = (dice.Next(0, columns - 1), dice.Next(0, rows - 1), dice.Next(4, columns));
            var (dx, dy, kind) = (dice.Next(-columns / 2, columns / 2), dice.Next(-rows / 2, rows / 2), dice.Next(0, 3));
            for (var i = 0; i < length && x + i < columns && left > 0; i++, left--)
            {
                Wreck(frame, x + i, y, kind, Math.Clamp(x + i + dx, 0, columns - 1), Math.Clamp(y + dy, 0, rows - 1), dice);
            }
        }
    }

    private static void Wreck(Frame frame, int column, int row, int kind, int fromColumn, int fromRow, Dice dice)
    {
        var (flat, lift) = ((byte)dice.Next(30, 220), dice.Next(-60, 60));
        for (var y = row * Block; y < (row + 1) * Block; y++)
        {
            for (var x = 0; x < Block; x++)
            {
                var to = ((y * frame.Width) + (column * Block) + x) * 4;
                var from = (((((fromRow * Block) + y) - (row * Block)) * frame.Width) + (fromColumn * Block) + x) * 4;
                for (var channel = 0; channel < 3; channel++)
                {
                    frame.Pixels[to + channel] = kind switch
                    {
                        0 => frame.Pixels[from + channel],
                        1 => flat,
                        2 => frame.Pixels[(((row * Block * frame.Width) + (column * Block) + x) * 4) + channel],
                        _ => Pixels.Clamp(frame.Pixels[to + channel] + (channel == 1 ? lift : -lift)),
                    };
                }
            }
        }
    }

    private static double Pick(Shot shot, double weak, double medium, double strong) =>
        shot.Strength switch { Strength.Weak => weak, Strength.Medium => medium, _ => strong };

    private static Frame Blur(Frame frame, double sigma) => frame.Redraw((canvas, image) =>
    {
        using var filter = SKImageFilter.CreateBlur((float)sigma, (float)sigma, SKShaderTileMode.Clamp);
        using var paint = new SKPaint { ImageFilter = filter };
        canvas.DrawImage(image, 0, 0, SKSamplingOptions.Default, paint);
    });

    // A hand, a bag, a leaf, paint: near, so without sharp edges, and it takes the light away.
    private static Frame Cover(Frame frame, Shot shot, Dice dice)
    {
        var (area, side, slant) = (Pick(shot, 0.3, 0.6, 0.92), dice.Next(0, 3), dice.Between(-0.25, 0.25));
        var colour = shot.Light == Light.Day
            ? dice.Of(new SKColor(28, 26, 26), new SKColor(70, 52, 44), new SKColor(46, 60, 34), new SKColor(95, 92, 88), new SKColor(52, 56, 66))
            : new SKColor(14, 13, 13);
        using var soft = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, frame.Width * dice.Between(0.006, 0.02));
        return frame.Paint(canvas =>
        {
            var (w, h) = (frame.Width, frame.Height);
            if (side is 1 or 3)
            {
                canvas.RotateDegrees(180, w / 2f, h / 2f);
            }

            using var shape = new SKPathBuilder();
            var across = side < 2;
            var edge = (float)area * (across ? w : h);
            var (other, lean) = (across ? h : w, (float)slant * edge);
            var bulge = edge * dice.Between(0, 0.3);
            SKPoint At(float along, float over) => across ? new SKPoint(along, over) : new SKPoint(over, along);
            shape.MoveTo(At(-w, -h));
            shape.LineTo(At(edge - lean, -h));
            shape.LineTo(At(edge - lean, 0));
            shape.QuadTo(At(edge + bulge, other / 2f), At(edge + lean, other));
            shape.LineTo(At(edge + lean, other + h));
            shape.LineTo(At(-w, other + h));
            shape.Close();
            using var path = shape.Detach();
            using var shading = SKShader.CreateLinearGradient(At(0, 0), At(edge, other), [Brush.Shade(colour, 0.7), Brush.Shade(colour, 1.3)], SKShaderTileMode.Clamp);
            using var paint = new SKPaint { Shader = shading, MaskFilter = soft, IsAntialias = true };
            canvas.DrawPath(path, paint);
        });
    }

    private static void Tint(Frame frame, double strength, Dice dice)
    {
        var (red, green, blue) = dice.Of((1.0, 0.1, -1.0), (-0.7, 1.0, -0.7), (-1.0, -0.1, 1.0), (0.6, 0.6, -1.0), (-1.0, 0.6, 0.6), (1.0, -0.7, -0.7));
        Func<double, double> Channel(double amount) => level => (level * (1 + (amount * strength))) + (amount * strength * 25);
        Pixels.Map(frame, Channel(red), Channel(green), Channel(blue));
    }

    private static void Filter(Frame frame, Shot shot, Dice dice)
    {
        if (dice.Chance(0.5))
        {
            Pixels.Grey(frame);
            return;
        }

        // Without its filter the sensor sees infrared in all three colours, most in red; leaves shine in it.
        var share = Pick(shot, 0.3, 0.6, 1);
        Pixels.Each(frame, (_, _, p) =>
        {
            var leaf = Math.Max(0, p.Green - Math.Max(p.Red, p.Blue)) * 1.5;
            var infrared = (0.35 * p.Red) + (0.35 * p.Green) + (0.2 * p.Blue) + leaf;
            return ((p.Red * (1 - (0.3 * share))) + (infrared * 0.75 * share), (p.Green * (1 - (0.45 * share))) + (infrared * 0.3 * share), (p.Blue * (1 - (0.3 * share))) + (infrared * 0.62 * share));
        });
    }

    private static void Stripes(Frame frame, double amplitude, Dice dice)
    {
        var (upright, period, phase, square) = (dice.Chance(0.25), frame.Height * dice.Between(0.012, 0.085), dice.Between(0, Math.Tau), dice.Chance(0.4));
        var wave = Enumerable.Range(0, Math.Max(frame.Width, frame.Height)).Select(i =>
        {
            var sine = Math.Sin((Math.Tau * i / period) + phase);
            return amplitude * (square ? Math.Sign(sine) : sine);
        }).ToArray();
        Pixels.Each(frame, (x, y, p) =>
        {
            var add = wave[upright ? x : y];
            return (p.Red + add, p.Green + add, p.Blue + add);
        });
    }

    private static void Snow(Frame frame, double share, Dice dice)
    {
        for (var count = (int)(frame.Width * frame.Height * share); count > 0; count--)
        {
            var at = dice.Next(0, (frame.Width * frame.Height) - 1) * 4;
            frame.Pixels.AsSpan(at, 3).Fill((byte)dice.Of(0, 255));
        }
    }
}
