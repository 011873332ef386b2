namespace CameraHealth.Monitoring.Recordings;

/// <summary>From the days that a recorder held on past days, the day on which it will hold fewer than required. Pure.</summary>
public static class RetentionForecast
{
    private const int LeastDays = 7;

    // A thirtieth of a day is what the hour of the reading alone makes.
    private const double LeastLossPerDay = 0.05;

    /// <summary>The day; null: the held time does not shrink, or too little is known.</summary>
    /// <param name="held">Total held time by day, in any order.</param>
    /// <param name="required">What has to be held.</param>
    public static DateOnly? BreaksOn(IReadOnlyCollection<(DateOnly Day, TimeSpan Held)> held, TimeSpan required)
    {
        ArgumentNullException.ThrowIfNull(held);
        var days = held.OrderBy(reading => reading.Day).TakeLast(2 * LeastDays).ToList();
        if (days.Count < LeastDays)
        {
            return null;
        }

        var (meanDay, meanHeld) = (days.Average(reading => (double)reading.Day.DayNumber), days.Average(reading => reading.Held.TotalDays));
        var slope = days.Sum(reading => (reading.Day.DayNumber - meanDay) * (reading.Held.TotalDays - meanHeld)) / days.Sum(reading => Math.Pow(reading.Day.DayNumber - meanDay, 2));
        var last = days[^1];
        if (slope > -LeastLossPerDay || last.Held < required)
        {
            return null;
        }

        return last.Day.AddDays((int)Math.Ceiling((last.Held - required).TotalDays / -slope));
    }
}
