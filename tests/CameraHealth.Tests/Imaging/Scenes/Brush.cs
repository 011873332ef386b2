using SkiaSharp;

namespace CameraHealth.Tests.Imaging.Scenes;

/// <summary>Shapes that scenes are painted with, in parts of the height and width.</summary>
internal sealed class Brush(SKCanvas canvas, int width, int height, Dice dice)
{
    public Dice Dice => dice;

    public float W => width;

    public float H => height;

    public static SKColor Shade(SKColor colour, double factor) => new(
        (byte)Math.Clamp(colour.Red * factor, 0, 255), (byte)Math.Clamp(colour.Green * factor, 0, 255), (byte)Math.Clamp(colour.Blue * factor, 0, 255));

    public SKColor Grey(double low, double high)
    {
        var level = dice.Between(low, high);
        return new SKColor((byte)level, (byte)(level * 0.99), (byte)(level * 0.96));
    }

    public SKColor Colour(double saturation, double value) => SKColor.FromHsv(dice.Between(0, 360), (float)saturation, (float)value);

    public void Box(float x, float y, float w, float h, SKColor colour, double grain = 0.15)
    {
        using var paint = new SKPaint { Color = colour, IsAntialias = true };
        canvas.DrawRect(x, y, w, h, paint);
        Grain(SKRect.Create(x, y, w, h), grain);
    }

    public void Shape(SKColor colour, double grain, params SKPoint[] points)
    {
        using var path = PathOf(points);
        using var paint = new SKPaint { Color = colour, IsAntialias = true };
        canvas.DrawPath(path, paint);
        canvas.Save();
        canvas.ClipPath(path, SKClipOperation.Intersect, true);
        Grain(path.Bounds, grain);
        canvas.Restore();
    }

    public void Line(float x1, float y1, float x2, float y2, float thickness, SKColor colour)
    {
        using var paint = new SKPaint { Color = colour, IsAntialias = true, StrokeWidth = thickness, Style = SKPaintStyle.Stroke };
        canvas.DrawLine(x1, y1, x2, y2, paint);
    }

    public void Oval(float x, float y, float rx, float ry, SKColor colour)
    {
        using var paint = new SKPaint { Color = colour, IsAntialias = true };
        canvas.DrawOval(x, y, rx, ry, paint);
    }

    public void Sky(float bottom)
    {
        var (top, low) = dice.Chance(0.5) ? (new SKColor(90, 140, 205), new SKColor(190, 212, 232)) : (new SKColor(150, 165, 182), new SKColor(208, 212, 215));
        using var shader = SKShader.CreateLinearGradient(new SKPoint(0, 0), new SKPoint(0, bottom), [top, low], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawRect(0, 0, width, bottom, paint);
        using var soft = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, H / 40);
        for (var i = dice.Next(2, 8); i > 0; i--)
        {
            using var cloud = new SKPaint { Color = new SKColor(240, 240, 242, 150), MaskFilter = soft };
            canvas.DrawOval(dice.Between(0, W), dice.Between(0, bottom * 0.8), dice.Between(W / 20, W / 6), dice.Between(H / 60, H / 20), cloud);
        }
    }

    public void Tree(float x, float foot, float size, SKColor? leaf = null)
    {
        var green = leaf ?? new SKColor((byte)dice.Next(40, 80), (byte)dice.Next(85, 125), (byte)dice.Next(30, 60));
        Box(x - (size / 24), foot - (size * 0.5f), size / 12, size * 0.5f, new SKColor(78, 60, 44));
        for (var i = 0; i < 260; i++)
        {
            var (angle, out1) = (dice.Between(0, Math.Tau), Math.Sqrt(dice.Between(0, 1)));
            var (cx, cy) = (x + (float)(Math.Cos(angle) * out1 * size * 0.3), foot - (size * 0.66f) + (float)(Math.Sin(angle) * out1 * size * 0.34));
            Oval(cx, cy, size * dice.Between(0.012, 0.04), size * dice.Between(0.012, 0.04), Shade(green, dice.Between(0.5, 1.5)));
        }
    }

    public void Building(float x, float foot, float w, float h)
    {
        var wall = dice.Chance(0.5) ? Colour(dice.Between(8, 35), dice.Between(50, 85)) : Grey(110, 205);
        Box(x, foot - h, w, h, wall);
        var (columns, rows) = (Math.Max(2, (int)(w / (H / 14))), Math.Max(2, (int)(h / (H / 11))));
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var (cw, ch) = (w / columns, h / rows);
                var (left, top) = (x + ((column + 0.22f) * cw), foot - h + ((row + 0.2f) * ch));
                Box(left - 2, top - 2, (cw * 0.56f) + 4, (ch * 0.6f) + 4, Shade(wall, 1.25), 0);
                Box(left, top, cw * 0.56f, ch * 0.6f, Grey(25, 95), 0.05);
                Line(left + (cw * 0.28f), top, left + (cw * 0.28f), top + (ch * 0.6f), Math.Max(1, H / 540), Shade(wall, 1.1));
            }
        }

        Box(x - 3, foot - h - (H / 90), w + 6, H / 90, Shade(wall, 0.6), 0);
    }

    public void Car(float x, float foot, float size)
    {
        var body = dice.Of(new SKColor(200, 200, 205), new SKColor(40, 42, 48), new SKColor(160, 30, 32), new SKColor(45, 70, 130), new SKColor(225, 222, 215), new SKColor(120, 124, 128));
        Oval(x, foot, size * 0.52f, size * 0.06f, new SKColor(20, 20, 20, 130));
        Box(x - (size * 0.5f), foot - (size * 0.24f), size, size * 0.2f, body, 0.04);
        Shape(Shade(body, 0.9), 0, new(x - (size * 0.32f), foot - (size * 0.24f)), new(x - (size * 0.2f), foot - (size * 0.4f)), new(x + (size * 0.18f), foot - (size * 0.4f)), new(x + (size * 0.32f), foot - (size * 0.24f)));
        Shape(new SKColor(50, 60, 70), 0, new(x - (size * 0.26f), foot - (size * 0.25f)), new(x - (size * 0.18f), foot - (size * 0.37f)), new(x + (size * 0.16f), foot - (size * 0.37f)), new(x + (size * 0.26f), foot - (size * 0.25f)));
        Oval(x - (size * 0.3f), foot - (size * 0.04f), size * 0.08f, size * 0.08f, new SKColor(18, 18, 18));
        Oval(x + (size * 0.3f), foot - (size * 0.04f), size * 0.08f, size * 0.08f, new SKColor(18, 18, 18));
    }

    public void Person(float x, float foot, float size)
    {
        Box(x - (size * 0.12f), foot - (size * 0.8f), size * 0.24f, size * 0.42f, Colour(50, dice.Between(25, 85)), 0.1);
        Box(x - (size * 0.1f), foot - (size * 0.4f), size * 0.2f, size * 0.4f, Grey(25, 90), 0.1);
        Oval(x, foot - (size * 0.9f), size * 0.09f, size * 0.1f, new SKColor(196, 154, 124));
    }

    /// <summary>Texture of a surface: no real one is flat.</summary>
    public void Grain(SKRect area, double strength)
    {
        if (strength <= 0)
        {
            return;
        }

        using var noise = SKShader.CreatePerlinNoiseFractalNoise(0.35f, 0.35f, 4, dice.Next(0, 10_000));
        using var grey = SKColorFilter.CreateColorMatrix(
        [
            1.6f, 0, 0, 0, -0.3f, 1.6f, 0, 0, 0, -0.3f, 1.6f, 0, 0, 0, -0.3f, 0, 0, 0, 0, 1,
        ]);
        using var over = new SKPaint { Color = SKColors.White.WithAlpha((byte)(strength * 255)), BlendMode = SKBlendMode.Overlay };
        canvas.SaveLayer(area, over);
        using var inner = new SKPaint { Shader = noise, ColorFilter = grey };
        canvas.DrawRect(area, inner);
        canvas.Restore();
    }

    private static SKPath PathOf(SKPoint[] points)
    {
        using var builder = new SKPathBuilder();
        builder.MoveTo(points[0]);
        foreach (var point in points[1..])
        {
            builder.LineTo(point);
        }

        builder.Close();
        return builder.Detach();
    }
}
