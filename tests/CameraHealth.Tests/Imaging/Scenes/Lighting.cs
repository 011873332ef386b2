using SkiaSharp;

namespace CameraHealth.Tests.Imaging.Scenes;

/// <summary>Daylight, lamps, infrared and weather.</summary>
internal static class Lighting
{
    public static void Apply(Frame frame, Shot shot, Dice dice)
    {
        switch (shot.Light)
        {
            case Light.Day:
                Day(frame, dice);
                break;
            case Light.Night:
                Night(frame, dice);
                break;
            default:
                Infrared(frame, dice);
                break;
        }

        if (dice.Chance(0.25))
        {
            Rain(frame, dice, shot.Light == Light.Day ? (byte)70 : (byte)45);
        }
    }

    private static void Day(Frame frame, Dice dice)
    {
        var (gain, gamma, haze) = (dice.Between(0.75, 1.15), dice.Between(0.9, 1.15), dice.Chance(0.3) ? dice.Between(0.05, 0.2) : 0);
        var (warm, green) = (dice.Between(0.94, 1.06), dice.Between(0.98, 1.02));
        double Level(double level, double channel) => (((Math.Pow(level / 255, gamma) * 255 * gain * channel) * (1 - haze)) + (185 * haze));
        Pixels.Map(frame, level => Level(level, warm), level => Level(level, green), level => Level(level, 2 - warm));
        if (dice.Chance(0.4))
        {
            Shadow(frame, dice);
        }
    }

    // The shadow of a cloud or a house over a part of the view.
    private static void Shadow(Frame frame, Dice dice)
    {
        var (x, slope, depth) = (dice.Between(0.2, 0.8) * frame.Width, dice.Between(-0.6, 0.6), dice.Between(0.5, 0.75));
        Pixels.Each(frame, (column, row, p) =>
        {
            var light = 1 - ((1 - depth) * Math.Clamp((column - x - (slope * row)) / 30, 0, 1));
            return (p.Red * light, p.Green * light, p.Blue * light);
        });
    }

    private static void Night(Frame frame, Dice dice)
    {
        var (ambient, lamps) = (dice.Between(0.1, 0.22), Enumerable.Range(0, dice.Next(5, 11))
            .Select(_ => (X: dice.Between(0, frame.Width), Y: dice.Between(frame.Height * 0.1, frame.Height * 0.7), Reach: dice.Between(0.08, 0.2) * frame.Width, Warm: dice.Between(0.55, 0.95))).ToList());
        var (white, tint) = LightMap(frame, lamps);
        Pixels.Each(frame, (x, y, p) =>
        {
            var cell = ((y / 8) * ((frame.Width + 7) / 8)) + (x / 8);
            var (light, warm) = (ambient + white[cell], tint[cell]);
            return (p.Red * light, p.Green * light * ((1 + warm) / 2), p.Blue * ((ambient * 1.1) + (white[cell] * warm)));
        });
        Bulbs(frame, lamps);
    }

    private static (float[] White, float[] Tint) LightMap(Frame frame, List<(float X, float Y, float Reach, float Warm)> lamps)
    {
        var (columns, rows) = ((frame.Width + 7) / 8, (frame.Height + 7) / 8);
        var (white, tint) = (new float[columns * rows], new float[columns * rows]);
        for (var i = 0; i < white.Length; i++)
        {
            var (x, y, sum, warmth) = (i % columns * 8, i / columns * 8, 0f, 0f);
            foreach (var lamp in lamps)
            {
                var (dx, dy) = ((x - lamp.X) / lamp.Reach, (y - lamp.Y - (lamp.Reach * 0.8f)) / lamp.Reach);
                var light = 0.9f / (1 + (2.5f * ((dx * dx) + (dy * dy))));
                (sum, warmth) = (sum + (light * light), warmth + (light * light * lamp.Warm));
            }

            (white[i], tint[i]) = (Math.Min(0.9f, sum), sum > 0 ? warmth / sum : 1);
        }

        return (white, tint);
    }

    private static void Bulbs(Frame frame, List<(float X, float Y, float Reach, float Warm)> lamps) => frame.Paint(canvas =>
    {
        using var glow = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, frame.Height / 60f);
        foreach (var lamp in lamps)
        {
            var colour = new SKColor(255, (byte)(255 * (1 + lamp.Warm) / 2), (byte)(255 * lamp.Warm));
            using var soft = new SKPaint { Color = colour.WithAlpha(190), MaskFilter = glow, BlendMode = SKBlendMode.Plus };
            canvas.DrawCircle(lamp.X, lamp.Y, frame.Height / 45f, soft);
            using var hard = new SKPaint { Color = SKColors.White, IsAntialias = true };
            canvas.DrawCircle(lamp.X, lamp.Y, frame.Height / 130f, hard);
        }
    });

    private static void Infrared(Frame frame, Dice dice)
    {
        var (strength, x0, y0) = (dice.Between(0.75, 1.15), frame.Width * dice.Between(0.4, 0.6), frame.Height * dice.Between(0.45, 0.7));
        var reach = frame.Width * dice.Between(0.3, 0.45);
        Pixels.Each(frame, (x, y, p) =>
        {
            var (dx, dy) = ((x - x0) / reach, (y - y0) / reach);
            var light = 0.06 + (strength / (1 + (1.4 * ((dx * dx) + (dy * dy)))));
            var luma = ((0.4 * p.Red) + (0.45 * p.Green) + (0.15 * p.Blue)) * light;
            return (luma, luma, luma);
        });
    }

    private static void Rain(Frame frame, Dice dice, byte alpha) => frame.Paint(canvas =>
    {
        var slant = dice.Between(-0.3, 0.3);
        using var paint = new SKPaint { Color = new SKColor(220, 222, 226, alpha), IsAntialias = true, StrokeWidth = Math.Max(1, frame.Height / 540f), Style = SKPaintStyle.Stroke };
        for (var i = dice.Next(150, 700); i > 0; i--)
        {
            var (x, y, length) = (dice.Between(0, frame.Width), dice.Between(0, frame.Height), frame.Height * dice.Between(0.015, 0.06));
            canvas.DrawLine(x, y, x + (length * slant), y + length, paint);
        }
    });
}
