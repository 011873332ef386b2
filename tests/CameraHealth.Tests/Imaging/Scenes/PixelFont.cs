namespace CameraHealth.Tests.Imaging.Scenes;

/// <summary>Letters of five by seven dots, as encoders draw their clock: no font of the machine is needed.</summary>
internal static class PixelFont
{
    private const int Columns = 5;
    private const int Rows = 7;

    // Each letter: seven rows of five bits, from the top.
    private static readonly Dictionary<char, ulong> Glyphs = new()
    {
        ['0'] = 0b01110_10001_10011_10101_11001_10001_01110, ['1'] = 0b00100_01100_00100_00100_00100_00100_01110, ['2'] = 0b01110_10001_00001_00110_01000_10000_11111,
        ['3'] = 0b01110_10001_00001_00110_00001_10001_01110, ['4'] = 0b00010_00110_01010_10010_11111_00010_00010, ['5'] = 0b11111_10000_11110_00001_00001_10001_01110,
        ['6'] = 0b00110_01000_10000_11110_10001_10001_01110, ['7'] = 0b11111_00001_00010_00100_01000_01000_01000, ['8'] = 0b01110_10001_10001_01110_10001_10001_01110,
        ['9'] = 0b01110_10001_10001_01111_00001_00010_01100, ['-'] = 0b00000_00000_00000_11111_00000_00000_00000, [':'] = 0b00000_00100_00000_00000_00000_00100_00000,
        ['A'] = 0b01110_10001_10001_11111_10001_10001_10001, ['B'] = 0b11110_10001_10001_11110_10001_10001_11110, ['C'] = 0b01110_10001_10000_10000_10000_10001_01110,
        ['D'] = 0b11110_10001_10001_10001_10001_10001_11110, ['E'] = 0b11111_10000_10000_11110_10000_10000_11111, ['G'] = 0b01110_10001_10000_10111_10001_10001_01110,
        ['H'] = 0b10001_10001_10001_11111_10001_10001_10001, ['U'] = 0b10001_10001_10001_10001_10001_10001_01110, ['I'] = 0b01110_00100_00100_00100_00100_00100_01110, ['L'] = 0b10000_10000_10000_10000_10000_10000_11111, ['M'] = 0b10001_11011_10101_10101_10001_10001_10001,
        ['N'] = 0b10001_11001_10101_10011_10001_10001_10001, ['O'] = 0b01110_10001_10001_10001_10001_10001_01110, ['S'] = 0b01111_10000_10000_01110_00001_00001_11110,
        ['T'] = 0b11111_00100_00100_00100_00100_00100_00100, ['V'] = 0b10001_10001_10001_10001_10001_01010_00100, [' '] = 0,
    };

    /// <summary>Writes white letters with a black edge, as encoders do.</summary>
    public static void Write(Frame frame, string text, int x, int y, int dot)
    {
        foreach (var (colour, spread) in new[] { ((byte)8, Math.Max(1, dot / 2)), ((byte)248, 0) })
        {
            ForEachDot(text, (column, row) => Fill(frame, x + (column * dot) - spread, y + (row * dot) - spread, dot + (2 * spread), colour));
        }
    }

    /// <summary>How wide a text is, in pixels.</summary>
    public static int WidthOf(string text, int dot) => text.Length * (Columns + 1) * dot;

    private static void ForEachDot(string text, Action<int, int> draw)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var glyph = Glyphs[text[i]];
            for (var bit = 0; bit < Columns * Rows; bit++)
            {
                if ((glyph >> ((Columns * Rows) - 1 - bit) & 1) == 1)
                {
                    draw((i * (Columns + 1)) + (bit % Columns), bit / Columns);
                }
            }
        }
    }

    private static void Fill(Frame frame, int x, int y, int size, byte level)
    {
        for (var row = Math.Max(0, y); row < Math.Min(frame.Height, y + size); row++)
        {
            for (var column = Math.Max(0, x); column < Math.Min(frame.Width, x + size); column++)
            {
                frame.Pixels.AsSpan(((row * frame.Width) + column) * 4, 3).Fill(level);
            }
        }
    }
}
