namespace CameraHealth.Monitoring.Uptime;

/// <summary>From a site's local time to instants.</summary>
public static class LocalTime
{
    /// <summary>Zone of a site that says nothing else.</summary>
    public const string DefaultZone = "Asia/Ho_Chi_Minh";

    /// <summary>The instant of a local time. One that the spring skips moves forward by what was skipped; of one that the autumn repeats the first is meant.</summary>
    /// <param name="local">Local date and time; its kind does not matter.</param>
    /// <param name="zone">The site's zone.</param>
    public static DateTimeOffset ToInstant(DateTime local, TimeZoneInfo zone)
    {
        var plain = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        var offset = zone.IsInvalidTime(plain) ? OffsetBefore(plain, zone)
            : zone.IsAmbiguousTime(plain) ? zone.GetAmbiguousTimeOffsets(plain).Max()
            : zone.GetUtcOffset(plain);
        return new DateTimeOffset(DateTime.SpecifyKind(plain - offset, DateTimeKind.Utc));
    }

    /// <summary>The instant a local day begins.</summary>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone) => ToInstant(day.ToDateTime(TimeOnly.MinValue), zone);

    // No zone changes its offset twice within a day: a day earlier the old one still holds.
    private static TimeSpan OffsetBefore(DateTime local, TimeZoneInfo zone) => zone.GetUtcOffset(new DateTimeOffset(local, TimeSpan.Zero).AddDays(-1));
}
