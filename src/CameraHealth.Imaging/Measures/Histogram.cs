namespace CameraHealth.Imaging.Measures;

/// <summary>How often each level occurs.</summary>
internal sealed class Histogram
{
    private readonly int[] _counts = new int[256];
    private int _total;

    public static Histogram Of(Plane plane)
    {
        var histogram = new Histogram();
        foreach (var level in plane.Pixels)
        {
            histogram._counts[level]++;
        }

        histogram._total = plane.Pixels.Length;
        return histogram;
    }

    /// <summary>The level that a share of the pixels does not go past.</summary>
    public int Quantile(double share)
    {
        var (left, level) = (share * _total, 0);
        while (level < 255 && (left -= _counts[level]) > 0)
        {
            level++;
        }

        return level;
    }

    /// <summary>Share of the pixels from one level to another, both included; 0–1.</summary>
    public double Share(int from, int to)
    {
        var sum = 0;
        for (var level = from; level <= to; level++)
        {
            sum += _counts[level];
        }

        return (double)sum / _total;
    }
}
