using SkiaSharp;

namespace CameraHealth.Tests.Imaging.Scenes;

/// <summary>Scenes of our own making: what city and harbour cameras look at.</summary>
internal static class GeneratedScenes
{
    private const int Seeds = 3;

    private static readonly (string Kind, Action<Brush> Draw)[] Kinds =
    [
        ("street", Street), ("crossing", Crossing), ("harbour", Harbour), ("beach", Beach), ("mountain", Mountain), ("facade", Facade),
        ("parking", Parking), ("corridor", Corridor), ("market", Market), ("park", Park), ("gate", Gate), ("bridge", Bridge),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<Scene> All => Kinds.SelectMany(kind => Enumerable.Range(1, Seeds).Select(seed => Make($"{kind.Kind}-{seed}", kind.Draw)));

    internal static Scene Make(string name, Action<Brush> draw) => new(name, "generated", (width, height) =>
        new Frame(width, height).Paint(canvas => draw(new Brush(canvas, width, height, new Dice(name)))));

    private static void Street(Brush b)
    {
        var horizon = b.H * b.Dice.Between(0.3, 0.42);
        b.Sky(horizon + 4);
        Row(b, horizon + (b.H * 0.03f), 0.1, 0.3);
        b.Box(0, horizon, b.W, b.H - horizon, b.Grey(105, 150), 0.25);
        var middle = b.W * b.Dice.Between(0.35, 0.65);
        Lane(b, b.Grey(62, 90), 0.3, middle - (b.W * 0.03f), middle + (b.W * 0.03f), b.W * -0.05f, b.W * 1.05f, horizon);
        for (var lane = -2; lane <= 2; lane++)
        {
            b.Line(middle + (lane * b.W * 0.012f), horizon, (b.W / 2) + (lane * b.W * 0.24f), b.H, b.H / 160, new SKColor(225, 224, 215));
        }

        Sides(b, horizon);
        for (var i = 0; i < 9; i++)
        {
            var depth = b.Dice.Between(0.05, 0.9);
            b.Car(middle + ((b.Dice.Between(0, b.W) - middle) * depth), horizon + ((b.H - horizon) * depth), b.W * 0.16f * (depth + 0.15f));
        }
    }

    private static void Crossing(Brush b)
    {
        b.Box(0, 0, b.W, b.H, b.Grey(70, 98), 0.35);
        var (x1, x2, y1, y2) = (b.W * b.Dice.Between(0.2, 0.3), b.W * b.Dice.Between(0.7, 0.8), b.H * b.Dice.Between(0.2, 0.32), b.H * b.Dice.Between(0.66, 0.8));
        foreach (var (x, y, w, h) in new[] { (0f, 0f, x1, y1), (x2, 0f, b.W - x2, y1), (0f, y2, x1, b.H - y2), (x2, y2, b.W - x2, b.H - y2) })
        {
            b.Box(x, y, w, h, b.Grey(130, 175), 0.4);
            for (var i = 0; i < 7; i++)
            {
                b.Tree(x + b.Dice.Between(0, w), y + b.Dice.Between(h * 0.3, h), b.H * 0.2f);
            }
        }

        for (var i = 0; i < 14; i++)
        {
            var along = x1 + ((x2 - x1) * i / 14);
            b.Box(along, y1 - (b.H * 0.09f), b.W * 0.016f, b.H * 0.08f, new SKColor(220, 220, 212), 0.2);
            b.Box(along, y2 + (b.H * 0.01f), b.W * 0.016f, b.H * 0.08f, new SKColor(220, 220, 212), 0.2);
        }

        Dashes(b, y1, y2);
        Enumerable.Range(0, 16).ToList().ForEach(_ => b.Car(b.Dice.Between(0, b.W), b.Dice.Between(y1, y2), b.W * b.Dice.Between(0.06, 0.09)));
        Enumerable.Range(0, 14).ToList().ForEach(_ => b.Person(b.Dice.Between(0, b.W), b.Dice.Between(b.H * 0.1, b.H), b.H * 0.07f));
    }

    private static void Harbour(Brush b)
    {
        var horizon = b.H * b.Dice.Between(0.35, 0.5);
        b.Sky(horizon + 2);
        Ridge(b, horizon, b.H * b.Dice.Between(0.05, 0.18), new SKColor(88, 104, 108));
        Sea(b, horizon, b.H);
        for (var i = 0; i < 12; i++)
        {
            var y = horizon + ((b.H - horizon) * b.Dice.Between(0.02, 0.65));
            Boat(b, b.Dice.Between(0, b.W), y, b.W * 0.12f * (0.25f + ((y - horizon) / (b.H - horizon))));
        }

        b.Shape(b.Grey(110, 150), 0.4, new(0, b.H * 0.82f), new(b.W * 0.7f, b.H * 0.9f), new(b.W * 0.75f, b.H), new(0, b.H));
        Enumerable.Range(0, 7).ToList().ForEach(i => b.Box(b.W * 0.09f * i, b.H * (0.76f + (i * 0.01f)), b.W * 0.012f, b.H * 0.12f, b.Grey(50, 80), 0.3));
    }

    private static void Beach(Brush b)
    {
        var (horizon, shore) = (b.H * b.Dice.Between(0.25, 0.35), b.H * b.Dice.Between(0.5, 0.6));
        b.Sky(horizon + 2);
        Sea(b, horizon, shore);
        b.Box(0, shore, b.W, b.H - shore, new SKColor(205, 186, 148), 0.45);
        Enumerable.Range(0, 30).ToList().ForEach(i => b.Line(i * b.W / 30, shore + b.Dice.Between(-6, 6), (i + 1) * b.W / 30, shore + b.Dice.Between(-6, 6), b.H / 120, new SKColor(240, 242, 240)));
        for (var i = 0; i < 9; i++)
        {
            var (x, y) = (b.Dice.Between(0, b.W), shore + b.Dice.Between(b.H * 0.05, b.H * 0.35));
            b.Line(x, y, x, y - (b.H * 0.12f), b.H / 180, b.Grey(90, 120));
            var colour = b.Colour(70, 85);
            b.Shape(colour, 0.1, new(x - (b.W * 0.045f), y - (b.H * 0.09f)), new(x, y - (b.H * 0.15f)), new(x + (b.W * 0.045f), y - (b.H * 0.09f)));
        }

        Enumerable.Range(0, 25).ToList().ForEach(_ => b.Person(b.Dice.Between(0, b.W), shore + b.Dice.Between(0, b.H * 0.4), b.H * b.Dice.Between(0.05, 0.1)));
        Enumerable.Range(0, 3).ToList().ForEach(_ => b.Tree(b.Dice.Between(0, b.W), b.H * b.Dice.Between(0.8, 1), b.H * 0.6f));
    }

    private static void Mountain(Brush b)
    {
        var horizon = b.H * b.Dice.Between(0.45, 0.6);
        b.Sky(horizon);
        Ridge(b, horizon, b.H * 0.36f, new SKColor(116, 118, 124));
        Ridge(b, horizon + (b.H * 0.04f), b.H * 0.2f, new SKColor(78, 92, 70));
        b.Box(0, horizon, b.W, b.H - horizon, new SKColor(108, 122, 66), 0.6);
        Enumerable.Range(0, 46).OrderBy(i => i).ToList().ForEach(i => b.Tree(b.Dice.Between(0, b.W), horizon + ((b.H - horizon) * i / 46), b.H * (0.08f + (0.006f * i))));
    }

    private static void Facade(Brush b)
    {
        b.Box(0, 0, b.W, b.H, b.Grey(150, 190), 0.3);
        var x = b.W * -0.05f;
        while (x < b.W)
        {
            var w = b.W * b.Dice.Between(0.18, 0.34);
            b.Building(x, b.H * b.Dice.Between(0.8, 0.86), w, b.H * b.Dice.Between(0.7, 0.95));
            x += w;
        }

        b.Box(0, b.H * 0.84f, b.W, b.H * 0.16f, b.Grey(95, 130), 0.4);
        Enumerable.Range(0, 6).ToList().ForEach(_ => Sign(b, b.Dice.Between(0, b.W), b.H * b.Dice.Between(0.68, 0.78)));
        Enumerable.Range(0, 4).ToList().ForEach(_ => b.Tree(b.Dice.Between(0, b.W), b.H * 0.92f, b.H * 0.4f));
        Enumerable.Range(0, 5).ToList().ForEach(_ => b.Car(b.Dice.Between(0, b.W), b.H * b.Dice.Between(0.9, 0.98), b.W * 0.12f));
    }

    private static void Parking(Brush b)
    {
        b.Box(0, 0, b.W, b.H, b.Grey(95, 130), 0.45);
        Row(b, b.H * 0.18f, 0.1, 0.16);
        for (var row = 0; row < 5; row++)
        {
            var (y, size) = (b.H * (0.26f + (row * 0.17f)), b.W * (0.05f + (row * 0.014f)));
            for (var x = b.W * 0.02f; x < b.W; x += size * 1.25f)
            {
                b.Line(x, y, x - (size * 0.2f), y + (b.H * 0.05f), b.H / 250, new SKColor(222, 222, 214));
                if (b.Dice.Chance(0.7))
                {
                    b.Car(x + (size * 0.6f), y + (b.H * 0.04f), size);
                }
            }
        }
    }

    private static void Corridor(Brush b)
    {
        var (l, r, t, d) = (b.W * b.Dice.Between(0.34, 0.42), b.W * b.Dice.Between(0.58, 0.66), b.H * 0.34f, b.H * 0.62f);
        var wall = b.Grey(150, 195);
        b.Box(0, 0, b.W, b.H, wall, 0.15);
        b.Shape(Brush.Shade(wall, 1.2), 0.2, new(0, 0), new(b.W, 0), new(r, t), new(l, t));
        b.Shape(b.Grey(95, 130), 0.35, new(0, b.H), new(b.W, b.H), new(r, d), new(l, d));
        b.Box(l, t, r - l, d - t, b.Grey(120, 150), 0.2);
        for (var i = 0; i < 12; i++)
        {
            var depth = 1 - (float)Math.Pow(0.74, i);
            var y = b.H + ((d - b.H) * depth);
            b.Line(l * depth, y, b.W + ((r - b.W) * depth), y, Math.Max(1, b.H / 400 * (1.2f - depth)), new SKColor(60, 60, 62));
            b.Line(b.W * i / 11, b.H, l + ((r - l) * i / 11), d, Math.Max(1, b.H / 500), new SKColor(70, 70, 72));
        }

        for (var i = 1; i < 6; i++)
        {
            var (near, far) = (1 - (float)Math.Pow(0.7, i), 1 - (float)Math.Pow(0.7, i + 0.5));
            var door = b.Colour(40, b.Dice.Between(35, 70));
            b.Shape(door, 0.25, new(l * near, t * near * 1.4f + (b.H * 0.05f)), new(l * far, t * far * 1.3f + (b.H * 0.08f)), new(l * far, b.H + ((d - b.H) * far)), new(l * near, b.H + ((d - b.H) * near)));
            b.Oval((l + r) / 2, t * near, b.W * 0.06f * (1.1f - near), b.H * 0.02f * (1.1f - near), SKColors.White);
        }

        Enumerable.Range(0, 3).ToList().ForEach(_ => b.Person(b.Dice.Between(l, r), b.H * b.Dice.Between(0.66, 0.95), b.H * b.Dice.Between(0.25, 0.4)));
    }

    private static void Market(Brush b)
    {
        b.Sky(b.H * 0.25f);
        Row(b, b.H * 0.34f, 0.15, 0.32);
        b.Box(0, b.H * 0.32f, b.W, b.H * 0.68f, b.Grey(110, 145), 0.4);
        for (var row = 0; row < 4; row++)
        {
            var (y, size) = (b.H * (0.42f + (row * 0.15f)), b.W * (0.1f + (row * 0.03f)));
            for (var x = b.Dice.Between(-size, 0); x < b.W; x += size * b.Dice.Between(1.1, 1.6))
            {
                var awning = b.Colour(65, b.Dice.Between(50, 90));
                b.Box(x, y, size, b.H * 0.1f, b.Grey(70, 120), 0.4);
                b.Shape(awning, 0.15, new(x - 6, y), new(x + 10, y - (b.H * 0.05f)), new(x + size - 10, y - (b.H * 0.05f)), new(x + size + 6, y));
                Enumerable.Range(0, 10).ToList().ForEach(i => b.Oval(x + (size * i / 10), y + b.Dice.Between(4, b.H * 0.05), size / 26, size / 26, b.Colour(80, 80)));
            }
        }

        Enumerable.Range(0, 35).ToList().ForEach(_ => b.Person(b.Dice.Between(0, b.W), b.H * b.Dice.Between(0.5, 1), b.H * b.Dice.Between(0.12, 0.2)));
    }

    private static void Park(Brush b)
    {
        var horizon = b.H * b.Dice.Between(0.2, 0.3);
        b.Sky(horizon + (b.H * 0.1f));
        b.Box(0, horizon + (b.H * 0.08f), b.W, b.H, new SKColor(96, 118, 62), 0.6);
        Lane(b, new SKColor(170, 156, 130), 0.4, b.W * 0.47f, b.W * 0.5f, b.W * 0.2f, b.W * 0.75f, horizon + (b.H * 0.08f));
        for (var i = 0; i < 40; i++)
        {
            b.Tree(b.Dice.Between(-50, b.W), horizon + (b.H * 0.1f) + (b.H * 0.022f * i), b.H * (0.16f + (0.012f * i)));
        }

        Enumerable.Range(0, 5).ToList().ForEach(_ => b.Person(b.W * b.Dice.Between(0.35, 0.6), b.H * b.Dice.Between(0.5, 0.95), b.H * 0.15f));
    }

    private static void Gate(Brush b)
    {
        b.Sky(b.H * 0.35f);
        Enumerable.Range(0, 8).ToList().ForEach(_ => b.Tree(b.Dice.Between(0, b.W), b.H * 0.4f, b.H * b.Dice.Between(0.25, 0.5)));
        b.Box(0, b.H * 0.33f, b.W, b.H * 0.4f, new SKColor(150, 96, 76), 0.35);
        for (var y = b.H * 0.33f; y < b.H * 0.73f; y += b.H / 42)
        {
            b.Line(0, y, b.W, y, Math.Max(1, b.H / 480), new SKColor(186, 176, 166));
            for (var x = b.Dice.Between(-60, 0); x < b.W; x += b.W / 34)
            {
                b.Line(x, y, x, y + (b.H / 42), Math.Max(1, b.H / 480), new SKColor(186, 176, 166));
            }
        }

        b.Box(0, b.H * 0.73f, b.W, b.H * 0.27f, b.Grey(105, 140), 0.5);
        var left = b.W * b.Dice.Between(0.2, 0.5);
        b.Box(left, b.H * 0.3f, b.W * 0.3f, b.H * 0.46f, b.Colour(45, 45), 0.2);
        Enumerable.Range(0, 15).ToList().ForEach(i => b.Line(left + (b.W * 0.02f * i), b.H * 0.3f, left + (b.W * 0.02f * i), b.H * 0.76f, b.H / 200, b.Grey(30, 60)));
        b.Car(b.W * b.Dice.Between(0.1, 0.9), b.H * 0.88f, b.W * 0.2f);
        Enumerable.Range(0, 3).ToList().ForEach(_ => b.Person(b.Dice.Between(0, b.W), b.H * b.Dice.Between(0.8, 0.95), b.H * 0.25f));
    }

    private static void Bridge(Brush b)
    {
        var horizon = b.H * b.Dice.Between(0.4, 0.5);
        b.Sky(horizon);
        Ridge(b, horizon, b.H * 0.12f, new SKColor(96, 112, 96));
        Row(b, horizon + 4, 0.04, 0.14);
        Sea(b, horizon, b.H);
        b.Shape(b.Grey(90, 120), 0.35, new(0, b.H * 0.6f), new(b.W, b.H * 0.5f), new(b.W, b.H * 0.56f), new(0, b.H * 0.72f));
        for (var i = 0; i < 5; i++)
        {
            var x = b.W * (0.1f + (0.2f * i));
            b.Box(x, b.H * 0.58f, b.W * 0.035f, b.H * 0.42f, b.Grey(130, 160), 0.4);
            b.Line(x, b.H * 0.2f, x, b.H * 0.62f, b.H / 70, b.Grey(120, 150));
            Enumerable.Range(1, 7).ToList().ForEach(k => b.Line(x, b.H * 0.21f, x + (b.W * 0.014f * k), b.H * 0.62f, b.H / 400, b.Grey(50, 70)));
            Enumerable.Range(1, 7).ToList().ForEach(k => b.Line(x, b.H * 0.21f, x - (b.W * 0.014f * k), b.H * 0.62f, b.H / 400, b.Grey(50, 70)));
        }

        Enumerable.Range(0, 8).ToList().ForEach(i => b.Car(b.W * 0.12f * (i + 0.5f), b.H * (0.645f - (0.0125f * i)), b.W * 0.06f));
        Enumerable.Range(0, 3).ToList().ForEach(_ => Boat(b, b.Dice.Between(0, b.W), b.H * b.Dice.Between(0.75, 0.95), b.W * 0.12f));
    }

    internal static void Row(Brush b, float foot, double low, double high)
    {
        for (var x = b.W * -0.05f; x < b.W;)
        {
            var w = b.W * b.Dice.Between(0.05, 0.14);
            b.Building(x, foot, w, b.H * b.Dice.Between(low, high));
            x += w * b.Dice.Between(0.9, 1.4);
        }
    }

    private static void Sides(Brush b, float horizon)
    {
        for (var i = 4; i >= 0; i--)
        {
            var near = 1 - (i * 0.18f);
            b.Building(b.W * (-0.12f + (0.055f * i)), horizon + (b.H * 0.3f * near), b.W * 0.2f * near, b.H * b.Dice.Between(0.4, 0.75) * near);
            b.Building(b.W * (1.1f - (0.055f * i)) - (b.W * 0.2f * near), horizon + (b.H * 0.3f * near), b.W * 0.2f * near, b.H * b.Dice.Between(0.4, 0.75) * near);
            b.Tree(b.W * (0.14f + (0.06f * i)), horizon + (b.H * 0.28f * near), b.H * 0.34f * near);
            b.Line(b.W * (0.84f - (0.06f * i)), horizon + (b.H * 0.3f * near), b.W * (0.84f - (0.06f * i)), horizon - (b.H * 0.24f * near), b.H / 130 * near, b.Grey(70, 100));
        }
    }

    private static void Lane(Brush b, SKColor colour, double grain, float farLeft, float farRight, float nearLeft, float nearRight, float horizon) =>
        b.Shape(colour, grain, new(farLeft, horizon), new(farRight, horizon), new(nearRight, b.H), new(nearLeft, b.H));

    private static void Dashes(Brush b, float y1, float y2)
    {
        for (var x = 0f; x < b.W; x += b.W / 22)
        {
            b.Box(x, (y1 + y2) / 2, b.W / 44, b.H / 130, new SKColor(228, 210, 120), 0.1);
        }
    }

    internal static void Ridge(Brush b, float foot, float height, SKColor colour)
    {
        var points = new List<SKPoint> { new(0, foot) };
        for (var i = 0; i <= 40; i++)
        {
            points.Add(new SKPoint(b.W * i / 40, foot - (height * (0.35f + (0.3f * (float)Math.Sin(i * 0.55 + colour.Red)) + b.Dice.Between(0, 0.3)))));
        }

        b.Shape(colour, 0.6, [.. points, new SKPoint(b.W, foot)]);
    }

    internal static void Sea(Brush b, float top, float bottom)
    {
        b.Box(0, top, b.W, bottom - top, b.Dice.Of(new SKColor(52, 92, 116), new SKColor(70, 104, 108), new SKColor(58, 82, 100)), 0.3);
        for (var i = 0; i < 1400; i++)
        {
            var near = b.Dice.Between(0, 1) * b.Dice.Between(0.2, 1);
            var (x, y, length) = (b.Dice.Between(0, b.W), top + ((bottom - top) * near), b.W * (0.003f + (0.02f * near)));
            b.Line(x, y, x + length, y + b.Dice.Between(-1, 1), Math.Max(1, b.H / 300 * near), b.Dice.Chance(0.5) ? new SKColor(170, 196, 204, 130) : new SKColor(28, 54, 70, 150));
        }
    }

    internal static void Boat(Brush b, float x, float y, float size)
    {
        b.Shape(b.Colour(60, b.Dice.Between(35, 85)), 0.2, new(x - (size * 0.5f), y - (size * 0.12f)), new(x + (size * 0.5f), y - (size * 0.14f)), new(x + (size * 0.38f), y), new(x - (size * 0.4f), y));
        b.Box(x - (size * 0.15f), y - (size * 0.26f), size * 0.26f, size * 0.14f, b.Grey(190, 235), 0.1);
        b.Line(x, y - (size * 0.12f), x, y - (size * 0.6f), Math.Max(1, size / 60), b.Grey(60, 100));
        b.Line(x, y - (size * 0.58f), x + (size * 0.4f), y - (size * 0.15f), Math.Max(1, size / 120), b.Grey(60, 100));
    }

    internal static void Sign(Brush b, float x, float y)
    {
        b.Box(x, y, b.W * 0.09f, b.H * 0.05f, b.Colour(75, 70), 0.05);
        Enumerable.Range(0, 6).ToList().ForEach(i => b.Box(x + (b.W * (0.008f + (0.013f * i))), y + (b.H * 0.012f), b.W * b.Dice.Between(0.003, 0.009), b.H * 0.026f, SKColors.White, 0));
    }
}
