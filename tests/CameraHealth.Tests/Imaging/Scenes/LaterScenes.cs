using SkiaSharp;

namespace CameraHealth.Tests.Imaging.Scenes;

/// <summary>Scenes of our own making that came second, when the unseen half of the first set had been looked at once.</summary>
internal static class LaterScenes
{
    private const int Seeds = 2;

    private static readonly (string Kind, Action<Brush> Draw)[] Kinds =
    [
        ("pier", Pier), ("school", School), ("roundabout", Roundabout), ("dusk", DuskRidge), ("petrol", PetrolStation), ("ward", Ward), ("platform", Platform),
        ("containers", Containers), ("warehouse", Warehouse), ("field", Field), ("toll", Toll), ("rooftops", Rooftops), ("steps", Steps), ("substation", Substation),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<Scene> All => Kinds.SelectMany(kind => Enumerable.Range(1, Seeds).Select(seed => GeneratedScenes.Make($"{kind.Kind}-{seed}", kind.Draw)));

    private static void Pier(Brush b)
    {
        var horizon = b.H * b.Dice.Between(0.3, 0.45);
        b.Sky(horizon + 2);
        GeneratedScenes.Sea(b, horizon, b.H);
        var end = b.W * b.Dice.Between(0.35, 0.65);
        b.Shape(new SKColor(128, 104, 78), 0.5, new(end - (b.W * 0.02f), horizon + (b.H * 0.04f)), new(end + (b.W * 0.02f), horizon + (b.H * 0.04f)), new(b.W * 0.75f, b.H), new(b.W * 0.25f, b.H));
        for (var i = 1; i < 22; i++)
        {
            var depth = (float)Math.Pow(0.83, 22 - i);
            var (y, half) = (horizon + (b.H * 0.04f) + ((b.H * 0.96f - horizon) * depth), b.W * (0.02f + (0.23f * depth)));
            var middle = end + (((b.W / 2) - end) * depth);
            b.Line(middle - half, y, middle + half, y, Math.Max(1, b.H / 260 * depth), new SKColor(70, 54, 40));
            b.Line(middle - half, y, middle - half, y - (b.H * 0.1f * (depth + 0.1f)), Math.Max(1, b.H / 140 * depth), b.Grey(60, 90));
            b.Line(middle + half, y, middle + half, y - (b.H * 0.1f * (depth + 0.1f)), Math.Max(1, b.H / 140 * depth), b.Grey(60, 90));
        }

        Many(5, () => GeneratedScenes.Boat(b, b.Dice.Between(0, b.W), horizon + (b.H * b.Dice.Between(0.03, 0.4)), b.W * b.Dice.Between(0.05, 0.14)));
        Many(8, () => b.Person(b.Dice.Between(b.W * 0.4, b.W * 0.6), b.Dice.Between(b.H * 0.6, b.H), b.H * b.Dice.Between(0.1, 0.18)));
    }

    private static void School(Brush b)
    {
        b.Sky(b.H * 0.3f);
        b.Building(b.W * -0.02f, b.H * 0.62f, b.W * b.Dice.Between(0.5, 0.8), b.H * 0.48f);
        b.Building(b.W * 0.8f, b.H * 0.6f, b.W * 0.3f, b.H * b.Dice.Between(0.3, 0.5));
        Many(6, () => b.Tree(b.Dice.Between(0, b.W), b.H * b.Dice.Between(0.58, 0.66), b.H * b.Dice.Between(0.25, 0.45)));
        b.Box(0, b.H * 0.62f, b.W, b.H * 0.38f, b.Grey(120, 160), 0.4);
        for (var x = 0f; x < b.W; x += b.W / b.Dice.Next(50, 70))
        {
            b.Line(x, b.H * 0.52f, x, b.H * 0.68f, Math.Max(1, b.H / 300), b.Grey(40, 70));
        }

        b.Line(0, b.H * 0.53f, b.W, b.H * 0.53f, Math.Max(1, b.H / 220), b.Grey(40, 60));
        GeneratedScenes.Sign(b, b.W * b.Dice.Between(0.2, 0.7), b.H * 0.4f);
        Many(26, () => b.Person(b.Dice.Between(0, b.W), b.Dice.Between(b.H * 0.7, b.H), b.H * b.Dice.Between(0.1, 0.2)));
    }

    private static void Roundabout(Brush b)
    {
        b.Box(0, 0, b.W, b.H, new SKColor(88, 112, 62), 0.55);
        var (x, y) = (b.W * b.Dice.Between(0.42, 0.58), b.H * b.Dice.Between(0.45, 0.6));
        b.Box(0, y - (b.H * 0.08f), b.W, b.H * 0.16f, b.Grey(75, 95), 0.3);
        b.Shape(b.Grey(75, 95), 0.3, new(x - (b.W * 0.03f), 0), new(x + (b.W * 0.03f), 0), new(x + (b.W * 0.1f), b.H), new(x - (b.W * 0.1f), b.H));
        b.Oval(x, y, b.W * 0.27f, b.H * 0.34f, b.Grey(75, 95));
        b.Oval(x, y, b.W * 0.16f, b.H * 0.2f, new SKColor(210, 210, 202));
        b.Oval(x, y, b.W * 0.15f, b.H * 0.19f, new SKColor(96, 128, 66));
        Many(9, () => b.Tree(x + b.Dice.Between(-b.W * 0.1, b.W * 0.1), y + b.Dice.Between(-b.H * 0.05, b.H * 0.12), b.H * b.Dice.Between(0.1, 0.25)));
        for (var i = 0; i < 24; i++)
        {
            var angle = Math.Tau * i / 24;
            b.Oval(x + (float)(Math.Cos(angle) * b.W * 0.215), y + (float)(Math.Sin(angle) * b.H * 0.27), b.W * 0.008f, b.H * 0.006f, new SKColor(225, 225, 216));
        }

        Many(16, () => b.Tree(b.Dice.Between(0, b.W), b.Dice.Chance(0.5) ? b.H * b.Dice.Between(0.1, 0.3) : b.H * b.Dice.Between(0.9, 1.1), b.H * 0.24f));
        Many(14, () => b.Car(b.Dice.Between(0, b.W), y + b.Dice.Between(-b.H * 0.05, b.H * 0.09), b.W * b.Dice.Between(0.05, 0.08)));
    }

    private static void DuskRidge(Brush b)
    {
        var horizon = b.H * b.Dice.Between(0.45, 0.6);
        b.Sky(horizon + 2);
        b.Box(0, 0, b.W, horizon, new SKColor(196, 138, 96, 90), 0.05);
        for (var i = 0; i < 4; i++)
        {
            GeneratedScenes.Ridge(b, horizon + (b.H * 0.13f * i), b.H * b.Dice.Between(0.1, 0.24), Brush.Shade(new SKColor(110, 104, 112), 1 - (0.2 * i)));
        }

        b.Box(0, horizon + (b.H * 0.39f), b.W, b.H, new SKColor(58, 60, 46), 0.6);
        Many(14, () => b.Tree(b.Dice.Between(0, b.W), b.H * b.Dice.Between(0.8, 1.1), b.H * b.Dice.Between(0.15, 0.4), new SKColor(46, 58, 38)));
        for (var i = 0; i < 3; i++)
        {
            var x = b.W * (0.15f + (0.3f * i));
            b.Line(x, horizon + (b.H * 0.2f), x, horizon - (b.H * 0.2f), b.H / 160, b.Grey(50, 70));
            b.Line(x - (b.W * 0.03f), horizon - (b.H * 0.15f), x + (b.W * 0.03f), horizon - (b.H * 0.15f), b.H / 240, b.Grey(50, 70));
            b.Line(x, horizon - (b.H * 0.15f), x + (b.W * 0.3f), horizon - (b.H * 0.14f), Math.Max(1, b.H / 480), b.Grey(50, 70));
        }
    }

    private static void PetrolStation(Brush b)
    {
        b.Sky(b.H * 0.4f);
        GeneratedScenes.Row(b, b.H * 0.45f, 0.08, 0.2);
        b.Box(0, b.H * 0.44f, b.W, b.H * 0.56f, b.Grey(115, 150), 0.35);
        var roof = b.Colour(70, 75);
        b.Box(b.W * 0.1f, b.H * 0.2f, b.W * 0.75f, b.H * 0.09f, new SKColor(226, 226, 222), 0.1);
        b.Box(b.W * 0.1f, b.H * 0.22f, b.W * 0.75f, b.H * 0.03f, roof, 0.05);
        Many(3, () => GeneratedScenes.Sign(b, b.W * b.Dice.Between(0.12, 0.7), b.H * 0.21f));
        for (var i = 0; i < 4; i++)
        {
            var x = b.W * (0.18f + (0.19f * i));
            b.Box(x, b.H * 0.29f, b.W * 0.015f, b.H * 0.4f, b.Grey(180, 210), 0.15);
            b.Box(x - (b.W * 0.025f), b.H * 0.52f, b.W * 0.03f, b.H * 0.18f, roof, 0.15);
            b.Box(x - (b.W * 0.02f), b.H * 0.54f, b.W * 0.02f, b.H * 0.04f, b.Grey(20, 50), 0.05);
            b.Box(x - (b.W * 0.05f), b.H * 0.7f, b.W * 0.11f, b.H * 0.025f, new SKColor(215, 200, 90), 0.2);
        }

        Many(7, () => b.Car(b.Dice.Between(0, b.W), b.H * b.Dice.Between(0.74, 0.98), b.W * b.Dice.Between(0.1, 0.18)));
        Many(5, () => b.Person(b.Dice.Between(0, b.W), b.H * b.Dice.Between(0.72, 0.95), b.H * 0.2f));
    }

    private static void Ward(Brush b)
    {
        var (wall, far) = (b.Grey(180, 215), b.W * b.Dice.Between(0.4, 0.55));
        var (t, d) = (b.H * 0.3f, b.H * 0.58f);
        b.Box(0, 0, b.W, b.H, wall, 0.12);
        b.Shape(Brush.Shade(wall, 1.1), 0.15, new(0, 0), new(b.W, 0), new(far + (b.W * 0.1f), t), new(far - (b.W * 0.1f), t));
        b.Shape(new SKColor(120, 146, 140), 0.2, new(0, b.H), new(b.W, b.H), new(far + (b.W * 0.1f), d), new(far - (b.W * 0.1f), d));
        b.Box(far - (b.W * 0.1f), t, b.W * 0.2f, d - t, b.Grey(140, 170), 0.15);
        for (var i = 0; i < 7; i++)
        {
            var (near, next) = (1 - (float)Math.Pow(0.68, i), 1 - (float)Math.Pow(0.68, i + 0.55));
            foreach (var (edge, goal) in new[] { (0f, far - (b.W * 0.1f)), (b.W, far + (b.W * 0.1f)) })
            {
                var (x1, x2) = (edge + ((goal - edge) * near), edge + ((goal - edge) * next));
                b.Shape(b.Dice.Of(new SKColor(150, 110, 76), new SKColor(110, 132, 150)), 0.2, new(x1, b.H * (0.2f + (0.15f * near))), new(x2, b.H * (0.2f + (0.15f * next))), new(x2, b.H + ((d - b.H) * next)), new(x1, b.H + ((d - b.H) * near)));
                b.Line(edge + ((goal - edge) * near), b.H * (0.66f - (0.14f * near)), edge + ((goal - edge) * next), b.H * (0.66f - (0.14f * next)), b.H / 120, new SKColor(90, 84, 76));
            }

            b.Box(far - (b.W * 0.05f * (1.4f - near)), t * near * 0.9f, b.W * 0.1f * (1.4f - near), b.H * 0.025f * (1.2f - near), SKColors.White, 0);
        }

        Many(2, () => GeneratedScenes.Sign(b, b.W * b.Dice.Between(0.2, 0.7), b.H * b.Dice.Between(0.16, 0.26)));
        Many(4, () => b.Person(b.Dice.Between(b.W * 0.25, b.W * 0.75), b.H * b.Dice.Between(0.66, 0.98), b.H * b.Dice.Between(0.25, 0.45)));
    }

    private static void Platform(Brush b)
    {
        b.Sky(b.H * 0.4f);
        GeneratedScenes.Row(b, b.H * 0.45f, 0.05, 0.2);
        b.Box(0, b.H * 0.42f, b.W, b.H * 0.58f, b.Grey(90, 115), 0.6);
        var far = b.W * b.Dice.Between(0.3, 0.45);
        b.Shape(b.Grey(140, 170), 0.35, new(far + (b.W * 0.12f), b.H * 0.42f), new(far + (b.W * 0.2f), b.H * 0.42f), new(b.W * 1.4f, b.H), new(b.W * 0.6f, b.H));
        b.Line(far + (b.W * 0.125f), b.H * 0.42f, b.W * 0.65f, b.H, b.H / 90, new SKColor(225, 205, 90));
        for (var i = 1; i < 30; i++)
        {
            var depth = (float)Math.Pow(0.88, 30 - i);
            b.Line(far + (((b.W * -0.05f) - far) * depth), b.H * (0.42f + (0.58f * depth)), far + (((b.W * 0.5f) - far) * depth), b.H * (0.42f + (0.58f * depth)), Math.Max(1, b.H / 80 * depth), b.Grey(60, 80));
        }

        foreach (var near in new[] { 0.02f, 0.16f, 0.3f, 0.44f })
        {
            b.Line(far, b.H * 0.42f, b.W * near, b.H, b.H / 200, b.Grey(170, 200));
        }

        b.Shape(b.Grey(120, 150), 0.2, new(far + (b.W * 0.14f), b.H * 0.34f), new(b.W, b.H * 0.02f), new(b.W, b.H * 0.12f), new(far + (b.W * 0.14f), b.H * 0.36f));
        Enumerable.Range(1, 5).ToList().ForEach(i => b.Line(b.W * (0.52f + (0.09f * i)), b.H * (0.33f - (0.055f * i)), b.W * (0.52f + (0.09f * i)), b.H * (0.5f + (0.07f * i)), b.H / 70, b.Grey(60, 90)));
        Many(16, () => b.Person(b.W * b.Dice.Between(0.6, 1), b.H * b.Dice.Between(0.6, 1), b.H * b.Dice.Between(0.14, 0.24)));
    }

    private static void Containers(Brush b)
    {
        b.Sky(b.H * 0.3f);
        b.Box(0, b.H * 0.28f, b.W, b.H * 0.72f, b.Grey(110, 140), 0.45);
        for (var row = 0; row < 3; row++)
        {
            var (h, w, foot) = (b.H * (0.07f + (0.02f * row)), b.W * (0.12f + (0.03f * row)), b.H * (0.46f + (0.22f * row)));
            for (var x = b.Dice.Between(-w, 0); x < b.W; x += w * 1.04f)
            {
                for (var i = b.Dice.Next(0, 3); i > 0; i--)
                {
                    var colour = b.Colour(b.Dice.Between(40, 80), b.Dice.Between(35, 75));
                    b.Box(x, foot - (h * i), w, h * 0.96f, colour, 0.25);
                    Enumerable.Range(1, 11).ToList().ForEach(rib => b.Line(x + (w * rib / 12), foot - (h * i), x + (w * rib / 12), foot - (h * (i - 0.94f)), Math.Max(1, b.H / 500), Brush.Shade(colour, 0.7)));
                }
            }
        }

        var crane = b.W * b.Dice.Between(0.2, 0.8);
        b.Line(crane, b.H * 0.46f, crane, b.H * 0.06f, b.H / 60, new SKColor(190, 90, 50));
        b.Line(crane - (b.W * 0.15f), b.H * 0.1f, crane + (b.W * 0.25f), b.H * 0.08f, b.H / 80, new SKColor(190, 90, 50));
        Many(5, () => b.Car(b.Dice.Between(0, b.W), b.H * b.Dice.Between(0.7, 0.98), b.W * 0.12f));
    }

    private static void Warehouse(Brush b)
    {
        b.Box(0, 0, b.W, b.H, b.Grey(95, 130), 0.2);
        b.Box(0, b.H * 0.7f, b.W, b.H * 0.3f, b.Grey(130, 160), 0.3);
        for (var x = b.W * b.Dice.Between(-0.1, 0); x < b.W; x += b.W * 0.22f)
        {
            for (var shelf = 0; shelf < 5; shelf++)
            {
                var y = b.H * (0.16f + (0.14f * shelf));
                for (var at = x; at < x + (b.W * 0.19f); at += b.W * b.Dice.Between(0.025, 0.05))
                {
                    var h = b.H * b.Dice.Between(0.04, 0.1);
                    b.Box(at, y - h, b.W * 0.024f, h, b.Dice.Chance(0.7) ? new SKColor((byte)b.Dice.Next(140, 190), (byte)b.Dice.Next(105, 140), 80) : b.Colour(50, 70), 0.25);
                }

                b.Line(x, y, x + (b.W * 0.19f), y, b.H / 110, new SKColor(210, 110, 40));
            }

            b.Line(x, 0, x, b.H * 0.76f, b.H / 90, new SKColor(50, 70, 120));
            b.Line(x + (b.W * 0.19f), 0, x + (b.W * 0.19f), b.H * 0.76f, b.H / 90, new SKColor(50, 70, 120));
        }

        Many(6, () => b.Box(b.Dice.Between(0, b.W), b.H * b.Dice.Between(0.76, 0.9), b.W * 0.07f, b.H * 0.07f, new SKColor(160, 124, 84), 0.4));
        Many(3, () => b.Person(b.Dice.Between(0, b.W), b.H * b.Dice.Between(0.8, 1), b.H * 0.3f));
    }

    private static void Field(Brush b)
    {
        var horizon = b.H * b.Dice.Between(0.35, 0.55);
        b.Sky(horizon + 2);
        GeneratedScenes.Ridge(b, horizon, b.H * 0.08f, new SKColor(84, 104, 84));
        b.Box(0, horizon, b.W, b.H - horizon, new SKColor(122, 132, 70), 0.6);
        var far = b.W * b.Dice.Between(0.2, 0.8);
        for (var i = -14; i <= 14; i++)
        {
            b.Line(far + (i * b.W * 0.01f), horizon + (b.H * 0.05f), (b.W / 2) + (i * b.W * 0.12f), b.H, b.H / 120, i % 2 == 0 ? new SKColor(92, 110, 50) : new SKColor(128, 104, 70));
        }

        Many(9, () => b.Tree(b.Dice.Between(0, b.W), horizon + (b.H * b.Dice.Between(0.02, 0.08)), b.H * b.Dice.Between(0.08, 0.18)));
        b.Building(b.W * b.Dice.Between(0.1, 0.8), horizon + (b.H * 0.04f), b.W * 0.1f, b.H * 0.1f);
        Enumerable.Range(0, 9).ToList().ForEach(i => b.Line(b.W * 0.12f * i, b.H * 0.98f, b.W * 0.12f * i, b.H * 0.76f, b.H / 100, b.Grey(80, 110)));
        b.Line(0, b.H * 0.8f, b.W, b.H * 0.8f, Math.Max(1, b.H / 400), b.Grey(60, 80));
    }

    private static void Toll(Brush b)
    {
        b.Sky(b.H * 0.35f);
        b.Box(0, b.H * 0.33f, b.W, b.H * 0.67f, b.Grey(95, 125), 0.3);
        b.Box(0, b.H * 0.18f, b.W, b.H * 0.1f, b.Grey(170, 205), 0.15);
        for (var i = 0; i < 6; i++)
        {
            var x = b.W * (0.04f + (0.18f * i));
            b.Box(x, b.H * 0.28f, b.W * 0.05f, b.H * 0.3f, b.Grey(150, 190), 0.2);
            b.Box(x + (b.W * 0.008f), b.H * 0.34f, b.W * 0.034f, b.H * 0.1f, b.Grey(30, 60), 0.05);
            b.Box(x + (b.W * 0.07f), b.H * 0.2f, b.W * 0.05f, b.H * 0.05f, b.Dice.Chance(0.6) ? new SKColor(30, 150, 60) : new SKColor(190, 30, 30), 0.05);
            for (var stripe = 0; stripe < 8; stripe++)
            {
                b.Box(x + (b.W * (0.05f + (0.014f * stripe))), b.H * 0.52f, b.W * 0.014f, b.H * 0.012f, stripe % 2 == 0 ? SKColors.White : new SKColor(200, 30, 30), 0);
            }

            b.Line(x + (b.W * 0.02f), b.H * 0.58f, (b.W / 2) + ((x - (b.W / 2)) * 1.7f), b.H, b.H / 110, new SKColor(220, 220, 212));
        }

        Many(9, () => b.Car(b.Dice.Between(0, b.W), b.H * b.Dice.Between(0.62, 0.98), b.W * b.Dice.Between(0.09, 0.16)));
    }

    private static void Rooftops(Brush b)
    {
        var horizon = b.H * b.Dice.Between(0.2, 0.32);
        b.Sky(horizon + 2);
        GeneratedScenes.Row(b, horizon + (b.H * 0.05f), 0.04, 0.16);
        b.Box(0, horizon + (b.H * 0.04f), b.W, b.H, b.Grey(100, 130), 0.4);
        for (var row = 0; row < 6; row++)
        {
            var (foot, size) = (horizon + (b.H * (0.14f + (0.13f * row))), b.W * (0.07f + (0.025f * row)));
            for (var x = b.Dice.Between(-size, 0); x < b.W; x += size * b.Dice.Between(0.95, 1.25))
            {
                b.Building(x, foot + (b.H * 0.03f), size, b.H * b.Dice.Between(0.08, 0.13));
                var roof = b.Dice.Of(new SKColor(164, 84, 62), new SKColor(130, 70, 56), new SKColor(96, 98, 104), new SKColor(142, 116, 92));
                b.Shape(roof, 0.45, new(x - 4, foot - (b.H * 0.08f)), new(x + (size * 0.2f), foot - (b.H * 0.14f)), new(x + (size * 0.8f), foot - (b.H * 0.14f)), new(x + size + 4, foot - (b.H * 0.08f)));
                b.Box(x + (size * b.Dice.Between(0.3, 0.7)), foot - (b.H * 0.18f), size * 0.06f, b.H * 0.06f, b.Grey(90, 120), 0.3);
            }
        }
    }

    private static void Steps(Brush b)
    {
        b.Box(0, 0, b.W, b.H, b.Grey(140, 175), 0.3);
        var y = b.H * 0.3f;
        for (var i = 0; y < b.H; i++)
        {
            var h = b.H * (0.012f + (0.004f * i));
            b.Box(b.W * (0.25f - (0.012f * i)), y, b.W * (0.5f + (0.024f * i)), h * 0.55f, b.Grey(160, 195), 0.3);
            b.Box(b.W * (0.25f - (0.012f * i)), y + (h * 0.55f), b.W * (0.5f + (0.024f * i)), h * 0.45f, b.Grey(85, 105), 0.3);
            y += h;
        }

        b.Line(b.W * 0.25f, b.H * 0.22f, 0, b.H * 0.8f, b.H / 60, b.Grey(50, 80));
        b.Line(b.W * 0.75f, b.H * 0.22f, b.W, b.H * 0.8f, b.H / 60, b.Grey(50, 80));
        b.Box(b.W * 0.38f, b.H * 0.05f, b.W * 0.24f, b.H * 0.25f, b.Grey(50, 80), 0.15);
        Many(3, () => GeneratedScenes.Sign(b, b.W * b.Dice.Between(0.05, 0.85), b.H * b.Dice.Between(0.08, 0.2)));
        Many(11, () => b.Person(b.Dice.Between(b.W * 0.15, b.W * 0.85), b.H * b.Dice.Between(0.45, 1), b.H * b.Dice.Between(0.18, 0.3)));
    }

    private static void Substation(Brush b)
    {
        b.Sky(b.H * 0.5f);
        Many(7, () => b.Tree(b.Dice.Between(0, b.W), b.H * 0.52f, b.H * b.Dice.Between(0.15, 0.3)));
        b.Box(0, b.H * 0.5f, b.W, b.H * 0.5f, b.Grey(140, 165), 0.65);
        for (var i = 0; i < 8; i++)
        {
            var (x, foot) = (b.W * (0.06f + (0.125f * i)), b.H * b.Dice.Between(0.6, 0.8));
            b.Line(x, foot, x, b.H * 0.15f, b.H / 80, b.Grey(120, 150));
            b.Line(x - (b.W * 0.05f), b.H * 0.2f, x + (b.W * 0.05f), b.H * 0.2f, b.H / 110, b.Grey(110, 140));
            Enumerable.Range(0, 6).ToList().ForEach(k => b.Oval(x + (b.W * 0.03f), b.H * (0.22f + (0.018f * k)), b.W * 0.008f, b.H * 0.007f, new SKColor(110, 70, 54)));
            b.Line(x, b.H * 0.34f, x + (b.W * 0.13f), b.H * b.Dice.Between(0.36, 0.42), Math.Max(1, b.H / 420), b.Grey(40, 60));
            b.Box(x - (b.W * 0.03f), foot - (b.H * 0.1f), b.W * 0.06f, b.H * 0.12f, b.Grey(100, 140), 0.25);
        }

        Enumerable.Range(0, 60).ToList().ForEach(i => b.Line(b.W * i / 60, b.H * 0.84f, b.W * (i + 1) / 60, b.H * 0.98f, Math.Max(1, b.H / 500), b.Grey(70, 90)));
        Enumerable.Range(0, 60).ToList().ForEach(i => b.Line(b.W * (i + 1) / 60, b.H * 0.84f, b.W * i / 60, b.H * 0.98f, Math.Max(1, b.H / 500), b.Grey(70, 90)));
    }

    private static void Many(int count, Action draw)
    {
        for (var i = 0; i < count; i++)
        {
            draw();
        }
    }
}
