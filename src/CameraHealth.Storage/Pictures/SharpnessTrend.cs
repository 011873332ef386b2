namespace CameraHealth.Storage.Pictures;

/// <summary>What days of pictures say about a film on the lens.</summary>
public enum SharpnessCourse
{
    /// <summary>Too few days were measured: nothing is known.</summary>
    TooFewDays,

    /// <summary>No fall that could not be chance, or so slow a one that its end cannot be told.</summary>
    Steady,

    /// <summary>Falling.</summary>
    Falling,
}

/// <summary>
/// The course of a camera's sharpness over some weeks, as salt and dust on its lens bring it down: a line through the medians of comparable days (Theil–Sen:
/// the median of all slopes, so that rain and fog on a few days do not turn it), believed when chance alone hardly makes one (Mann–Kendall, 5 %). Pure.
/// </summary>
/// <param name="Course">What is known.</param>
/// <param name="ChangePerDay">Change of the sharpness a day, negative when it falls; null: too few days.</param>
/// <param name="CleaningOn">The day on which the picture is expected to count as blurred: when the lens is to be cleaned; null: not to be told.</param>
public sealed record SharpnessTrend(SharpnessCourse Course, double? ChangePerDay, DateOnly? CleaningOn)
{
    /// <summary>Days with enough pictures below which nothing is told.</summary>
    public const int MinDays = 10;

    /// <summary>Pictures below which a day is not used.</summary>
    public const int MinPictures = 4;

    // What the diagnosis of pictures calls blurred, against the accepted view.
    private const double Softer = 0.72;
    private const double Doubtful = 1.96;

    // A month of pictures says nothing about the year after next.
    private const int MaxDaysAhead = 180;

    /// <summary>Fits it.</summary>
    /// <param name="days">In any order; those with few pictures are left out.</param>
    /// <param name="usual">Sharpness of the accepted view; null: none, then what the line begins with.</param>
    public static SharpnessTrend Of(IReadOnlyList<SharpnessDay> days, double? usual)
    {
        var used = days.Where(day => day.Pictures >= MinPictures).OrderBy(day => day.Day).ToList();
        if (used.Count < MinDays)
        {
            return new SharpnessTrend(SharpnessCourse.TooFewDays, null, null);
        }

        var points = used.Select(day => ((double)(day.Day.DayNumber - used[0].Day.DayNumber), day.Sharpness)).ToList();
        var (slope, start) = Fit(points);
        if (slope >= 0 || !IsFalling(points))
        {
            return new SharpnessTrend(SharpnessCourse.Steady, slope, null);
        }

        var ahead = (((usual ?? start) * Softer) - start) / slope;
        var last = used[^1].Day.DayNumber - used[0].Day.DayNumber;
        return ahead > last + MaxDaysAhead
            ? new SharpnessTrend(SharpnessCourse.Steady, slope, null)
            : new SharpnessTrend(SharpnessCourse.Falling, slope, used[0].Day.AddDays(Math.Max(last, (int)Math.Ceiling(ahead))));
    }

    private static (double Slope, double Start) Fit(List<(double Day, double Sharpness)> points)
    {
        var slopes = Pairs(points).Select(pair => (pair.Later.Sharpness - pair.Earlier.Sharpness) / (pair.Later.Day - pair.Earlier.Day)).ToList();
        var slope = Median(slopes);
        return (slope, Median([.. points.Select(point => point.Sharpness - (slope * point.Day))]));
    }

    private static bool IsFalling(List<(double Day, double Sharpness)> points)
    {
        var score = Pairs(points).Sum(pair => Math.Sign(pair.Later.Sharpness - pair.Earlier.Sharpness));
        double n = points.Count;
        return (score + 1) / Math.Sqrt(n * (n - 1) * ((2 * n) + 5) / 18) <= -Doubtful;
    }

    private static IEnumerable<((double Day, double Sharpness) Earlier, (double Day, double Sharpness) Later)> Pairs(List<(double Day, double Sharpness)> points) =>
        from i in Enumerable.Range(0, points.Count) from j in Enumerable.Range(i + 1, points.Count - i - 1) select (points[i], points[j]);

    private static double Median(List<double> values)
    {
        values.Sort();
        return values.Count % 2 == 1 ? values[values.Count / 2] : (values[(values.Count / 2) - 1] + values[values.Count / 2]) / 2;
    }
}

/// <summary>One day's pictures of one time of day.</summary>
/// <param name="Day">UTC day.</param>
/// <param name="Sharpness">Their median, 0–1.</param>
/// <param name="Pictures">How many there were.</param>
public sealed record SharpnessDay(DateOnly Day, double Sharpness, int Pictures);
