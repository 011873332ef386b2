namespace CameraHealth.Imaging.Measures;

/// <summary>Makes planes smaller by averaging.</summary>
internal static class Reduction
{
    /// <summary>Each target pixel is the average of <paramref name="factor"/>² source pixels.</summary>
    public static void Box(Plane source, Plane target, int factor)
    {
        if (factor == 1)
        {
            source.Pixels.CopyTo(target.Pixels);
            return;
        }

        Span<int> sums = new int[target.Width];
        for (var y = 0; y < target.Height; y++)
        {
            sums.Clear();
            for (var inner = 0; inner < factor; inner++)
            {
                AddRow(source.Row((y * factor) + inner), sums, factor);
            }

            var row = target.Row(y);
            var (half, area) = (factor * factor / 2, factor * factor);
            for (var x = 0; x < row.Length; x++)
            {
                row[x] = (byte)((sums[x] + half) / area);
            }
        }
    }

    private static void AddRow(ReadOnlySpan<byte> source, Span<int> sums, int factor)
    {
        for (var x = 0; x < sums.Length; x++)
        {
            var sum = 0;
            foreach (var pixel in source.Slice(x * factor, factor))
            {
                sum += pixel;
            }

            sums[x] += sum;
        }
    }
}
