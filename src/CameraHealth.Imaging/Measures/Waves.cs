using System.Runtime.Intrinsics;

namespace CameraHealth.Imaging.Measures;

/// <summary>The strongest regular wave across the whole picture.</summary>
/// <param name="Amplitude">Half the way from its darkest to its brightest, in levels.</param>
/// <param name="Prominence">How far it stands above waves of nearly the same length.</param>
/// <param name="Coherence">Whether all parts of the picture show it in step, 0–1.</param>
/// <param name="Evenness">Share of the parts of the picture that show it in step and at least half as strong as all do on average, 0–1.</param>
/// <param name="Count">How many waves there are across the picture.</param>
internal readonly record struct Waves(double Amplitude, double Prominence, double Coherence, double Evenness, int Count)
{
    private const int Strips = 12;
    private const int Longest = 9;

    /// <summary>Of bands that lie level (<paramref name="upright"/> false) or stand.</summary>
    public static Waves Of(Plane plane, bool upright)
    {
        var length = upright ? plane.Width : plane.Height;
        var profiles = Profiles(plane, upright, length);
        var most = length / 4;
        var (mean, power, total) = (new double[most + 1], new double[most + 1], new (double Re, double Im)[most + 1]);
        var parts = new (double Re, double Im)[most + 1][];
        for (var k = 4; k <= most; k++)
        {
            parts[k] = new (double Re, double Im)[Strips];
            Transform(profiles, length, k, parts[k]);
            foreach (var (re, im) in parts[k])
            {
                total[k] = (total[k].Re + re, total[k].Im + im);
                power[k] += (re * re) + (im * im);
            }

            // A Hann window halves the amplitude.
            mean[k] = 4 * Math.Sqrt((total[k].Re * total[k].Re) + (total[k].Im * total[k].Im)) / (Strips * length);
        }

        return Strongest(mean, power, total, parts, most);
    }

    private static Waves Strongest(double[] mean, double[] power, (double Re, double Im)[] total, (double Re, double Im)[][] parts, int most)
    {
        var best = default(Waves);
        for (var k = Longest; k <= most; k++)
        {
            var coherence = power[k] > 0 ? ((total[k].Re * total[k].Re) + (total[k].Im * total[k].Im)) / (Strips * power[k]) : 0;
            var found = new Waves(mean[k], mean[k] / (Around(mean, k, most) + 0.15), coherence, Even(parts[k], total[k]), k);
            best = found.Rank > best.Rank ? found : best;
        }

        return best;
    }

    /// <summary>All of it in one number, 0–120.</summary>
    public double Rank => Coherence * Evenness * Math.Min(Amplitude, 10) * Math.Min(Prominence, 12);

    private static double Even((double Re, double Im)[] parts, (double Re, double Im) total)
    {
        var length = Math.Sqrt((total.Re * total.Re) + (total.Im * total.Im));
        return length == 0 ? 0
            : parts.Count(part => ((part.Re * total.Re) + (part.Im * total.Im)) / length >= length / (2 * Strips)) / (double)Strips;
    }

    // The median of the neighbours outside the peak.
    private static double Around(double[] mean, int k, int most)
    {
        var near = new List<double>(16);
        for (var offset = 3; offset <= 8; offset++)
        {
            if (k - offset >= 4)
            {
                near.Add(mean[k - offset]);
            }

            if (k + offset <= most)
            {
                near.Add(mean[k + offset]);
            }
        }

        near.Sort();
        return near.Count == 0 ? 0 : near[near.Count * 2 / 3];
    }

    // Sample after sample, the strips side by side.
    private static double[] Profiles(Plane plane, bool upright, int length)
    {
        var profiles = new double[Strips * length];
        var across = (upright ? plane.Height : plane.Width) / Strips;
        var sums = new int[length];
        for (var strip = 0; strip < Strips; strip++)
        {
            Array.Clear(sums);
            if (upright)
            {
                AddRows(plane, strip * across, across, sums);
            }
            else
            {
                AddColumns(plane, strip * across, across, sums);
            }

            Window(sums, across, profiles, strip);
        }

        return profiles;
    }

    private static void AddRows(Plane plane, int from, int count, int[] sums)
    {
        for (var y = from; y < from + count; y++)
        {
            var row = plane.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                sums[x] += row[x];
            }
        }
    }

    private static void AddColumns(Plane plane, int from, int count, int[] sums)
    {
        for (var y = 0; y < sums.Length; y++)
        {
            foreach (var level in plane.Row(y).Slice(from, count))
            {
                sums[y] += level;
            }
        }
    }

    // Without the mean, and fading out at both ends, so that a horizon is not taken for many waves.
    private static void Window(int[] sums, int across, double[] profiles, int strip)
    {
        var average = sums.Average();
        for (var i = 0; i < sums.Length; i++)
        {
            profiles[(i * Strips) + strip] = (sums[i] - average) / across * (0.5 - (0.5 * Math.Cos(Math.Tau * i / sums.Length)));
        }
    }

    // One term of the Fourier transform by Goertzel's recurrence, of four strips at once.
    private static void Transform(double[] profiles, int length, int k, (double Re, double Im)[] parts)
    {
        var (sin, cos) = Math.SinCos(Math.Tau * k / length);
        var twice = Vector256.Create(2 * cos);
        for (var strip = 0; strip < Strips; strip += Vector256<double>.Count)
        {
            var (last, before) = (Vector256<double>.Zero, Vector256<double>.Zero);
            for (var at = strip; at < profiles.Length; at += Strips)
            {
                var next = Vector256.Create(profiles.AsSpan(at, Vector256<double>.Count)) + (twice * last) - before;
                (before, last) = (last, next);
            }

            for (var i = 0; i < Vector256<double>.Count; i++)
            {
                parts[strip + i] = ((last[i] * cos) - before[i], last[i] * sin);
            }
        }
    }
}
