namespace CameraHealth.Storage.Fleet.Xlsx;

/// <summary>Cells from one to another, like A1 or A3:B8. Rows from 1, columns from 0.</summary>
internal readonly record struct XlsxArea(int Top, int Left, int Bottom, int Right)
{
    public const int MaxRows = 1_048_576;
    public const int MaxColumns = 16_384;

    /// <exception cref="XlsxException">It is no address, or outside of a sheet.</exception>
    public static XlsxArea Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (top, left) = ParseCell(colon < 0 ? text : text[..colon]);
        var (bottom, right) = colon < 0 ? (top, left) : ParseCell(text[(colon + 1)..]);
        return new XlsxArea(top, left, bottom, right);
    }

    private static (int Row, int Column) ParseCell(string text)
    {
        var (row, column) = (0, 0);
        foreach (var letter in text.Where(letter => letter != '$'))
        {
            var isDigit = char.IsAsciiDigit(letter);
            (row, column) = isDigit ? ((row * 10) + letter - '0', column) : (row, (column * 26) + (letter & ~0x20) - 'A' + 1);
            if (row > MaxRows || column > MaxColumns || (!isDigit && (row > 0 || !char.IsAsciiLetter(letter))))
            {
                throw new XlsxException($"the workbook is damaged: '{text}' is no cell");
            }
        }

        return row > 0 && column > 0 ? (row, column - 1) : throw new XlsxException($"the workbook is damaged: '{text}' is no cell");
    }
}
