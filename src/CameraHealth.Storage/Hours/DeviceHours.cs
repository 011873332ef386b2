namespace CameraHealth.Storage.Hours;

/// <summary>A device's polls hour by hour. Facts as they are known now; a late one changes its hour, so there is no as-of.</summary>
/// <param name="Code">The device.</param>
/// <param name="TimeZone">IANA name of its site's zone.</param>
/// <param name="From">Window begin, UTC, inclusive.</param>
/// <param name="To">Window end, UTC, exclusive.</param>
/// <param name="ReadAt">Database time of the reading.</param>
/// <param name="Hours">Those that begin in the window and have a poll, by hour and kind.</param>
public sealed record DeviceHours(string Code, string TimeZone, DateTimeOffset From, DateTimeOffset To, DateTimeOffset ReadAt, IReadOnlyList<HourSum> Hours)
{
    /// <summary>The same by local day, each with the hours that begin on it. In a zone that is not whole hours from UTC the days are shifted by less than one.</summary>
    public IReadOnlyList<DaySum> ByLocalDay()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        return [.. Hours.GroupBy(hour => (Day: DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(hour.From, zone).DateTime), hour.Kind))
            .Select(day => new DaySum(day.Key.Day, day.Key.Kind, day.Aggregate(default(PollSum), (sum, hour) => sum + hour.Sum)))
            .OrderBy(day => day.Day).ThenBy(day => day.Kind)];
    }
}
