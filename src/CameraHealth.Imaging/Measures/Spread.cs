namespace CameraHealth.Imaging.Measures;

/// <summary>Quantiles of many values from -400 to 400, to a quarter: counted, not sorted.</summary>
internal sealed class Spread
{
    private const int Largest = 400;
    private const int Steps = 4;

    private readonly int[] _counts = new int[(2 * Largest * Steps) + 1];
    private int _total;

    public void Add(double value)
    {
        _counts[(int)((Math.Clamp(value, -Largest, Largest) + Largest) * Steps)]++;
        _total++;
    }

    /// <summary>The value that a share of all does not go past.</summary>
    public double Quantile(double share)
    {
        var (left, at) = (share * _total, 0);
        while (at < _counts.Length - 1 && (left -= _counts[at]) > 0)
        {
            at++;
        }

        return ((double)at / Steps) - Largest;
    }
}
