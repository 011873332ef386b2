namespace CameraHealth.Imaging.Measures;

/// <summary>The colour that the whole picture has in common.</summary>
/// <param name="Blueness">Mean Cb of the pixels that are neither dark nor burnt out, 0 is grey.</param>
/// <param name="Redness">Mean Cr of the same, 0 is grey.</param>
/// <param name="Shared">How far nearly every pixel leans the same way, in levels; what stands in all of them is no colour of a thing.</param>
/// <param name="Colourfulness">How far the most colourful pixels are from grey, in levels.</param>
/// <param name="Common">How far the more colourful pixels of a sixteenth of the picture are from grey, in levels: a passing car does not make them.</param>
/// <param name="Share">Share of the picture that could be looked at, 0–1.</param>
internal readonly record struct Tint(double Blueness, double Redness, double Shared, double Colourfulness, double Common, double Share)
{
    private const int Dark = 30;
    private const int Burnt = 245;
    private const double Nearly = 0.12;
    private const double MostColourful = 0.98;
    private const double CommonlyColourful = 0.94;

    /// <summary>Direction in the plane of colour, in degrees: 0 blue (Cb), 90 red (Cr), 45 magenta, -135 green.</summary>
    public double Direction => Math.Atan2(Redness, Blueness) * 180 / Math.PI;

    /// <summary>Of a picture, or of its difference to the same view in right colours.</summary>
    public static Tint Of(Picture picture, Picture? reference = null)
    {
        var (width, height) = (picture.Blueness.Width, picture.Blueness.Height);
        var offsets = new List<(int Blue, int Red)>(width * height);
        var step = picture.Luma.Width / width;
        for (var y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> blue = picture.Blueness.Row(y), red = picture.Redness.Row(y), luma = picture.Luma.Row((y * step) + (step / 2));
            for (var x = 0; x < width; x++)
            {
                if (luma[(x * step) + (step / 2)] is >= Dark and <= Burnt)
                {
                    var (usualBlue, usualRed) = reference is null ? (0, 0) : Usual(reference, x, y, width, height, luma[(x * step) + (step / 2)]);
                    offsets.Add((blue[x] - 128 - usualBlue, red[x] - 128 - usualRed));
                }
            }
        }

        return offsets.Count == 0 ? default : Of(offsets, (double)offsets.Count / (width * height));
    }

    // More light makes the same colour stronger.
    private static (int Blue, int Red) Usual(Picture reference, int x, int y, int width, int height, int level)
    {
        var (column, row) = (x * reference.Blueness.Width / width, y * reference.Blueness.Height / height);
        int before = reference.Luma.Row(row * reference.Luma.Height / reference.Blueness.Height)[column * reference.Luma.Width / reference.Blueness.Width];
        var light = Math.Clamp((double)level / Math.Max(1, before), 0.5, 2);
        return ((int)((reference.Blueness.Row(row)[column] - 128) * light), (int)((reference.Redness.Row(row)[column] - 128) * light));
    }

    private static Tint Of(List<(int Blue, int Red)> offsets, double share)
    {
        var (blue, red) = (offsets.Average(offset => offset.Blue), offsets.Average(offset => offset.Red));
        var length = Math.Max(0.001, Math.Sqrt((blue * blue) + (red * red)));
        var (along, away) = (new Spread(), new Spread());
        foreach (var (b, r) in offsets)
        {
            along.Add(((b * blue) + (r * red)) / length);
            away.Add(Math.Sqrt((b * b) + (r * r)));
        }

        return new Tint(blue, red, along.Quantile(Nearly), away.Quantile(MostColourful), away.Quantile(CommonlyColourful), share);
    }
}
