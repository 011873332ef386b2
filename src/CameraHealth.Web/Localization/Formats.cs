using System.Globalization;
using static CameraHealth.Web.Localization.Texts;

namespace CameraHealth.Web.Localization;

/// <summary>How values are written on pages: in the visitor's language and the sites' zone. Null reads as not measured.</summary>
internal sealed class Formats(WebRoleOptions options, TimeProvider time)
{
    /// <summary>Local date and minute.</summary>
    public string Minute(DateTimeOffset at) => Local(at).ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A day.</summary>
    public static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>Local time to the second.</summary>
    public string Clock(DateTimeOffset at) => Local(at).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Local hour and minute.</summary>
    public string HourMinute(DateTimeOffset at) => Local(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>From then to now, in its two largest units; a moment ahead of our clock counts as now.</summary>
    public string Age(DateTimeOffset at) => Duration(time.GetUtcNow() - at);

    /// <summary>A span in its two largest units.</summary>
    public static string Duration(TimeSpan span)
    {
        span = span < TimeSpan.Zero ? TimeSpan.Zero : span;
        return span switch
        {
            { TotalDays: >= 1 } => Pair("Duration.Days", (int)span.TotalDays, "Duration.Hours", span.Hours),
            { TotalHours: >= 1 } => Pair("Duration.Hours", span.Hours, "Duration.Minutes", span.Minutes),
            { TotalMinutes: >= 1 } => T("Duration.Minutes", span.Minutes),
            _ => T("Duration.Seconds", span.Seconds),
        };
    }

    /// <summary>A ratio 0–1 as a percentage to one place, rounded towards zero below 100 %, so that 99.97 % never reads as all.</summary>
    public static string Percent(double? ratio) => ratio is { } value
        ? (Math.Floor(value * 1000) / 10).ToString("0.#", CultureInfo.CurrentCulture) + "%"
        : T("Fleet.NotMeasured");

    /// <summary>A number with at most so many places.</summary>
    public static string Number(double value, int places = 1) => value.ToString("#,0." + new string('#', places), CultureInfo.CurrentCulture);

    private static string Pair(string larger, int largerCount, string smaller, int smallerCount) =>
        smallerCount == 0 ? T(larger, largerCount) : $"{T(larger, largerCount)} {T(smaller, smallerCount)}";

    private DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, options.TimeZone);
}
