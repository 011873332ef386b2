using CameraHealth.Monitoring.Uptime;

namespace CameraHealth.Web.Kpis;

/// <summary>From what a visitor chose to instants.</summary>
internal static class KpiWindow
{
    /// <summary>The window; null: the dates do not fit.</summary>
    /// <param name="span">What was chosen.</param>
    /// <param name="from">First day, of dates.</param>
    /// <param name="to">Last day, of dates, inclusive.</param>
    /// <param name="now">Now.</param>
    /// <param name="zone">The zone of calendar days.</param>
    public static (DateTimeOffset From, DateTimeOffset To)? Of(KpiSpan span, DateOnly? from, DateOnly? to, DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        return span switch
        {
            KpiSpan.Day => (now.AddHours(-24), now),
            KpiSpan.Week => (now.AddDays(-7), now),
            KpiSpan.Month => (now.AddDays(-30), now),
            KpiSpan.CalendarMonth => (LocalTime.StartOf(new DateOnly(today.Year, today.Month, 1), zone), now),
            _ => from is { } first && to is { } last && first <= last && first <= today && last.Year < DateOnly.MaxValue.Year
                ? (LocalTime.StartOf(first, zone), Earlier(LocalTime.StartOf(last.AddDays(1), zone), now))
                : null,
        };
    }

    private static DateTimeOffset Earlier(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;
}
