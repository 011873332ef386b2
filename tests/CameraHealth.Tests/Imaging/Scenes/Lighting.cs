using SkiaSharp;

namespace CameraHealth.Tests.Imaging.Scenes;

/// <summary>Daylight, lamps, infrared and weather.</summary>
internal static class Lighting
{
    public static void Apply(Frame frame, Shot shot, (double X, double Y, double Degrees) view)
    {
        var dice = new Dice("light " + shot.Day);
        switch (shot.Light)
        {
            case Light.Day:
                Day(frame, dice);
                break;
            case Light.Night:
                Night(frame, dice, LampsOf(frame, new Dice("lamps " + shot.Scene.Name), view));
                break;
            default:
                Infrared(frame, dice, new Dice("infrared " + shot.Scene.Name));
                break;
        }

        if (dice.Chance(0.25))
        {
            Rain(frame, new Dice("rain " + shot.Name), shot.Light == Light.Day ? (byte)70 : (byte)45);
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

    // Lamps stand where they stand, whatever the camera looks at.
    private static List<(float X, float Y, float Reach, float Warm)> LampsOf(Frame frame, Dice dice, (double X, double Y, double Degrees) view)
    {
        var (sin, cos) = Math.SinCos(view.Degrees * Math.PI / 180);
        return [.. Enumerable.Range(0, dice.Next(5, 11)).Select(_ =>
        {
            var (x, y) = ((dice.Between(0.02, 0.98) - 0.5 + view.X) * frame.Width, (dice.Between(0.1, 0.7) - 0.5 + view.Y) * frame.Height);
            return ((float)((x * cos) - (y * sin) + (frame.Width / 2.0)), (float)((x * sin) + (y * cos) + (frame.Height / 2.0)), dice.Between(0.08, 0.2) * frame.Width, dice.Between(0.55, 0.95));
        })];
    }

    private static void Night(Frame frame, Dice dice, List<(float X, float Y, float Reach, float Warm)> lamps)
    {
        var ambient = dice.Between(0.1, 0.22);
        var (white, tint) = LightMap(frame, lamps);
        var columns = ColumnsOf(frame);
        Pixels.Each(frame, (x, y, p) =>
        {
            var (lit, warm) = (Between(white, columns, x, y), Between(tint, columns, x, y));
            var light = ambient + lit;
            return (p.Red * light, p.Green * light * ((1 + warm) / 2), p.Blue * ((ambient * 1.1) + (lit * warm)));
        });
        Bulbs(frame, lamps);
    }

    private static (float[] White, float[] Tint) LightMap(Frame frame, List<(float X, float Y, float Reach, float Warm)> lamps)
    {
        var (columns, rows) = (ColumnsOf(frame), (frame.Height / 8) + 2);
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

    private static int ColumnsOf(Frame frame) => (frame.Width / 8) + 2;

    // Light has no steps where the map has its cells.
    private static float Between(float[] map, int columns, int x, int y)
    {
        var (at, right, down) = ((y / 8 * columns) + (x / 8), x % 8 / 8f, y % 8 / 8f);
        var (above, below) = (map[at] + ((map[at + 1] - map[at]) * right), map[at + columns] + ((map[at + columns + 1] - map[at + columns]) * right));
        return above + ((below - above) * down);
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

    private static void Infrared(Frame frame, Dice dice, Dice camera)
    {
        var (strength, x0, y0) = (dice.Between(0.75, 1.15), frame.Width * camera.Between(0.4, 0.6), frame.Height * camera.Between(0.45, 0.7));
        var reach = frame.Width * camera.Between(0.3, 0.45);
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
