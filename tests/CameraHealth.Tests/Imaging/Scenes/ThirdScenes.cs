using SkiaSharp;

namespace CameraHealth.Tests.Imaging.Scenes;

/// <summary>Scenes of our own making of the third set, drawn when the halves before had been looked at, and before anything was measured on these.</summary>
internal static class ThirdScenes
{
    private const int Seeds = 2;

    private static readonly (string Kind, Action<Brush> Draw)[] Kinds =
    [
        ("pagoda", Pagoda), ("ferry", Ferry), ("dam", Dam), ("court", Court), ("workshop", Workshop), ("reception", Reception), ("graveyard", Graveyard), ("jetty", Jetty),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<Scene> All => Kinds.SelectMany(kind => Enumerable.Range(1, Seeds).Select(seed => GeneratedScenes.Make($"{kind.Kind}-{seed}", kind.Draw) with { IsUnseen = true }));

    private static void Pagoda(Brush b)
    {
        b.Sky(b.H * 0.5f);
        Many(8, _ => b.Tree(b.Dice.Between(0, b.W), b.H * b.Dice.Between(0.5, 0.58), b.H * b.Dice.Between(0.2, 0.35)));
        b.Box(0, b.H * 0.55f, b.W, b.H * 0.45f, b.Grey(150, 180), 0.4);
        var (x, tile) = (b.W * b.Dice.Between(0.35, 0.65), b.Dice.Of(new SKColor(140, 60, 40), new SKColor(110, 74, 52)));
        for (var floor = 0; floor < 4; floor++)
        {
            var (half, foot) = (b.W * (0.2f - (0.035f * floor)), b.H * (0.62f - (0.13f * floor)));
            b.Box(x - (half * 0.7f), foot - (b.H * 0.09f), half * 1.4f, b.H * 0.09f, new SKColor(196, 160, 96), 0.25);
            Many(5, i => b.Box(x - (half * 0.6f) + (half * 0.26f * i), foot - (b.H * 0.08f), half * 0.12f, b.H * 0.07f, new SKColor(70, 34, 26), 0.1));
            b.Shape(tile, 0.35, new(x - half, foot - (b.H * 0.085f)), new(x - (half * 0.6f), foot - (b.H * 0.13f)), new(x + (half * 0.6f), foot - (b.H * 0.13f)), new(x + half, foot - (b.H * 0.085f)));
        }

        Many(9, i => b.Box(x - (b.W * (0.12f + (0.012f * i))), b.H * (0.62f + (0.035f * i)), b.W * (0.24f + (0.024f * i)), b.H * 0.014f, b.Grey(80, 110), 0.3));
        Many(12, _ => b.Person(b.Dice.Between(0, b.W), b.H * b.Dice.Between(0.68, 1), b.H * b.Dice.Between(0.1, 0.18)));
    }

    private static void Ferry(Brush b)
    {
        var horizon = b.H * b.Dice.Between(0.3, 0.4);
        b.Sky(horizon + 2);
        GeneratedScenes.Ridge(b, horizon, b.H * 0.1f, new SKColor(90, 104, 104));
        GeneratedScenes.Sea(b, horizon, b.H * 0.8f);
        var (left, width) = (b.W * b.Dice.Between(0.1, 0.3), b.W * 0.55f);
        b.Shape(new SKColor(40, 70, 120), 0.25, new(left, b.H * 0.46f), new(left + width, b.H * 0.46f), new(left + (width * 0.92f), b.H * 0.64f), new(left + (width * 0.06f), b.H * 0.64f));
        for (var deck = 0; deck < 3; deck++)
        {
            var (y, inset) = (b.H * (0.39f - (0.07f * deck)), width * (0.08f + (0.05f * deck)));
            b.Box(left + inset, y, width - (2 * inset), b.H * 0.066f, new SKColor(228, 228, 222), 0.15);
            Many(14 - deck, i => b.Box(left + inset + (width * 0.055f * (i + 0.4f)), y + (b.H * 0.018f), width * 0.03f, b.H * 0.028f, b.Grey(30, 70), 0.05));
        }

        b.Box(0, b.H * 0.76f, b.W, b.H * 0.24f, b.Grey(120, 150), 0.45);
        Many(12, i => b.Box(b.W * 0.085f * i, b.H * 0.72f, b.W * 0.02f, b.H * 0.07f, new SKColor(60, 54, 46), 0.3));
        Many(5, _ => b.Car(b.Dice.Between(0, b.W), b.H * b.Dice.Between(0.84, 0.98), b.W * b.Dice.Between(0.08, 0.13)));
        Many(10, _ => b.Person(b.Dice.Between(0, b.W), b.H * b.Dice.Between(0.84, 1), b.H * 0.14f));
    }

    private static void Dam(Brush b)
    {
        b.Sky(b.H * 0.25f);
        GeneratedScenes.Ridge(b, b.H * 0.3f, b.H * 0.16f, new SKColor(78, 96, 76));
        b.Box(0, b.H * 0.28f, b.W, b.H * 0.72f, new SKColor(96, 112, 84), 0.55);
        b.Shape(b.Grey(150, 180), 0.35, new(b.W * 0.1f, b.H * 0.36f), new(b.W * 0.9f, b.H * 0.32f), new(b.W * 0.8f, b.H * 0.8f), new(b.W * 0.22f, b.H * 0.84f));
        var gates = b.Dice.Next(5, 8);
        for (var i = 0; i < gates; i++)
        {
            var x = b.W * (0.17f + (0.68f * i / gates));
            b.Box(x, b.H * 0.38f, b.W * 0.05f, b.H * 0.2f, b.Grey(60, 90), 0.25);
            b.Box(x + (b.W * 0.008f), b.H * 0.58f, b.W * 0.034f, b.H * 0.24f, new SKColor(214, 222, 226), 0.4);
            b.Line(x + (b.W * 0.06f), b.H * 0.3f, x + (b.W * 0.06f), b.H * 0.5f, b.H / 150, b.Grey(40, 60));
        }

        b.Line(b.W * 0.1f, b.H * 0.33f, b.W * 0.9f, b.H * 0.29f, b.H / 220, b.Grey(40, 70));
        b.Shape(new SKColor(92, 118, 122), 0.5, new(b.W * 0.15f, b.H * 0.82f), new(b.W * 0.85f, b.H * 0.78f), new(b.W, b.H), new(0, b.H));
        Many(7, _ => b.Tree(b.Dice.Chance(0.5) ? b.Dice.Between(0, b.W * 0.12) : b.Dice.Between(b.W * 0.88, b.W), b.H * b.Dice.Between(0.4, 0.9), b.H * b.Dice.Between(0.15, 0.3)));
    }

    private static void Court(Brush b)
    {
        GeneratedScenes.Row(b, b.H * 0.3f, 0.06, 0.2);
        b.Box(0, b.H * 0.28f, b.W, b.H * 0.72f, b.Dice.Of(new SKColor(150, 84, 62), new SKColor(74, 118, 90), new SKColor(72, 100, 140)), 0.35);
        var (left, right) = (b.W * b.Dice.Between(0.18, 0.28), b.W * b.Dice.Between(0.72, 0.82));
        foreach (var y in new[] { 0.36f, 0.52f, 0.74f, 0.95f })
        {
            b.Line(left - (b.W * (y - 0.36f) * 0.3f), b.H * y, right + (b.W * (y - 0.36f) * 0.3f), b.H * y, b.H / 130, SKColors.White);
        }

        b.Line(left, b.H * 0.36f, left - (b.W * 0.177f), b.H * 0.95f, b.H / 110, SKColors.White);
        b.Line(right, b.H * 0.36f, right + (b.W * 0.177f), b.H * 0.95f, b.H / 110, SKColors.White);
        b.Line(b.W / 2, b.H * 0.36f, b.W / 2, b.H * 0.95f, b.H / 150, SKColors.White);
        Many(34, i => b.Line(left + ((right - left) * i / 33), b.H * 0.5f, left + ((right - left) * i / 33), b.H * 0.58f, Math.Max(1, b.H / 600), b.Grey(40, 60)));
        b.Line(left, b.H * 0.5f, right, b.H * 0.5f, b.H / 140, new SKColor(235, 235, 230));
        Many(2, i => b.Line(b.W * (0.08f + (0.84f * i)), b.H * 0.6f, b.W * (0.08f + (0.84f * i)), b.H * 0.08f, b.H / 90, b.Grey(70, 100)));
        Many(2, i => GeneratedScenes.Sign(b, b.W * (0.1f + (0.6f * i)), b.H * 0.2f));
        Many(11, _ => b.Person(b.Dice.Between(0, b.W), b.H * b.Dice.Between(0.45, 1), b.H * b.Dice.Between(0.12, 0.22)));
    }

    private static void Workshop(Brush b)
    {
        b.Box(0, 0, b.W, b.H * 0.6f, b.Grey(120, 160), 0.25);
        b.Box(0, b.H * 0.58f, b.W, b.H * 0.42f, b.Grey(90, 120), 0.4);
        Many(6, i => b.Box(b.W * (0.03f + (0.165f * i)), b.H * 0.05f, b.W * 0.12f, b.H * 0.16f, new SKColor(196, 206, 210), 0.1));
        Many(6, i => b.Line(b.W * (0.09f + (0.165f * i)), b.H * 0.05f, b.W * (0.09f + (0.165f * i)), b.H * 0.21f, b.H / 240, b.Grey(40, 70)));
        b.Box(b.W * 0.08f, b.H * 0.28f, b.W * 0.6f, b.H * 0.24f, new SKColor(160, 130, 92), 0.4);
        Many(26, _ => b.Line(b.Dice.Between(b.W * 0.1, b.W * 0.66), b.H * 0.3f, b.Dice.Between(b.W * 0.1, b.W * 0.66), b.H * b.Dice.Between(0.36, 0.5), b.H / 120, b.Grey(40, 90)));
        for (var i = 0; i < 4; i++)
        {
            var (x, y) = (b.W * (0.05f + (0.24f * i)), b.H * b.Dice.Between(0.56, 0.7));
            b.Box(x, y, b.W * 0.18f, b.H * 0.16f, b.Colour(55, 60), 0.25);
            b.Box(x + (b.W * 0.03f), y - (b.H * 0.07f), b.W * 0.08f, b.H * 0.08f, b.Grey(70, 110), 0.25);
            Many(4, k => b.Oval(x + (b.W * (0.03f + (0.04f * k))), y + (b.H * 0.08f), b.W * 0.012f, b.W * 0.012f, b.Grey(30, 220)));
        }

        Many(2, _ => GeneratedScenes.Sign(b, b.W * b.Dice.Between(0.7, 0.85), b.H * b.Dice.Between(0.25, 0.4)));
        Many(4, _ => b.Person(b.Dice.Between(0, b.W), b.H * b.Dice.Between(0.85, 1), b.H * 0.34f));
    }

    private static void Reception(Brush b)
    {
        b.Box(0, 0, b.W, b.H, b.Grey(170, 200), 0.1);
        b.Box(0, b.H * 0.62f, b.W, b.H * 0.38f, b.Grey(120, 150), 0.2);
        for (var x = 0f; x < b.W; x += b.W / 11)
        {
            b.Line(x, b.H * 0.62f, (b.W / 2) + ((x - (b.W / 2)) * 2.2f), b.H, Math.Max(1, b.H / 420), b.Grey(70, 90));
        }

        Many(6, i => b.Line(0, b.H * (0.66f + (0.012f * i * i)), b.W, b.H * (0.66f + (0.012f * i * i)), Math.Max(1, b.H / 420), b.Grey(70, 90)));
        var desk = b.W * b.Dice.Between(0.2, 0.4);
        b.Box(desk, b.H * 0.46f, b.W * 0.45f, b.H * 0.24f, new SKColor(120, 84, 56), 0.3);
        Many(9, i => b.Line(desk + (b.W * 0.05f * i), b.H * 0.48f, desk + (b.W * 0.05f * i), b.H * 0.69f, b.H / 400, new SKColor(74, 50, 34)));
        Many(3, i => b.Box(desk + (b.W * (0.04f + (0.15f * i))), b.H * 0.37f, b.W * 0.07f, b.H * 0.08f, b.Grey(25, 50), 0.05));
        Many(4, i => b.Box(b.W * (0.05f + (0.24f * i)), b.H * 0.08f, b.W * 0.16f, b.H * 0.18f, b.Colour(50, 70), 0.35));
        b.Box(b.W * 0.86f, b.H * 0.22f, b.W * 0.11f, b.H * 0.42f, new SKColor(92, 62, 44), 0.2);
        Many(2, i => b.Tree(b.W * (0.1f + (0.72f * i)), b.H * 0.66f, b.H * 0.26f));
        Many(5, _ => b.Person(b.Dice.Between(0, b.W), b.H * b.Dice.Between(0.76, 1), b.H * b.Dice.Between(0.3, 0.42)));
    }

    private static void Graveyard(Brush b)
    {
        var horizon = b.H * b.Dice.Between(0.25, 0.4);
        b.Sky(horizon + 2);
        Many(16, _ => b.Tree(b.Dice.Between(0, b.W), horizon + (b.H * 0.04f), b.H * b.Dice.Between(0.12, 0.25)));
        b.Box(0, horizon, b.W, b.H - horizon, new SKColor(110, 124, 72), 0.6);
        for (var row = 0; row < 6; row++)
        {
            var (foot, size) = (horizon + (b.H * (0.08f + (0.018f * row * (row + 2)))), b.W * (0.022f + (0.008f * row)));
            for (var x = b.Dice.Between(0, size); x < b.W; x += size * b.Dice.Between(1.9, 2.5))
            {
                b.Box(x, foot - (size * 1.2f), size * 0.9f, size * 1.2f, b.Grey(140, 210), 0.35);
                b.Box(x + (size * 0.2f), foot - (size * 0.9f), size * 0.5f, size * 0.12f, b.Grey(50, 80), 0.1);
                b.Box(x - (size * 0.1f), foot, size * 1.1f, size * 0.3f, b.Grey(90, 120), 0.3);
            }
        }

        b.Line(b.W * 0.5f, horizon + (b.H * 0.05f), b.W * 0.5f, horizon - (b.H * 0.2f), b.H / 60, b.Grey(190, 220));
        Many(4, _ => b.Person(b.Dice.Between(0, b.W), b.H * b.Dice.Between(0.6, 1), b.H * 0.16f));
    }

    private static void Jetty(Brush b)
    {
        GeneratedScenes.Sea(b, 0, b.H);
        b.Shape(new SKColor(150, 126, 96), 0.5, new(b.W * 0.3f, 0), new(b.W * 0.45f, 0), new(b.W * 0.7f, b.H), new(b.W * 0.2f, b.H));
        for (var i = 0; i < 40; i++)
        {
            var depth = i / 40f;
            b.Line(b.W * (0.3f - (0.1f * depth)), b.H * depth, b.W * (0.45f + (0.25f * depth)), b.H * depth, Math.Max(1, b.H / 300 * (depth + 0.3f)), new SKColor(84, 66, 48));
        }

        Many(6, i => b.Oval(b.W * (0.29f - (0.016f * i)), b.H * (0.06f + (0.17f * i)), b.W * 0.012f, b.W * 0.012f, b.Grey(30, 60)));
        Many(9, _ => GeneratedScenes.Boat(b, b.Dice.Chance(0.5) ? b.Dice.Between(0, b.W * 0.2) : b.Dice.Between(b.W * 0.7, b.W), b.H * b.Dice.Between(0.1, 0.95), b.W * b.Dice.Between(0.1, 0.2)));
        Many(8, _ => b.Person(b.Dice.Between(b.W * 0.3, b.W * 0.55), b.H * b.Dice.Between(0.3, 1), b.H * b.Dice.Between(0.1, 0.18)));
        Many(5, _ => b.Box(b.Dice.Between(b.W * 0.3, b.W * 0.5), b.H * b.Dice.Between(0.3, 0.9), b.W * 0.05f, b.H * 0.05f, b.Colour(60, 65), 0.3));
    }

    private static void Many(int count, Action<int> draw)
    {
        for (var i = 0; i < count; i++)
        {
            draw(i);
        }
    }
}
