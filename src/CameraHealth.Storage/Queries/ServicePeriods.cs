using CameraHealth.Monitoring.Uptime;

namespace CameraHealth.Storage.Queries;

/// <summary>When a device counts: from the local midnight of its first day of service on.</summary>
internal static class ServicePeriods
{
    private static readonly TimeZoneInfo SiteZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh");

    /// <param name="inServiceFrom">Local day; null: in service since ever.</param>
    public static IReadOnlyList<Period> Of(DateOnly? inServiceFrom)
    {
        if (inServiceFrom is not { } day)
        {
            return [new Period(DateTimeOffset.MinValue, null)];
        }

        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return [new Period(new DateTimeOffset(midnight, SiteZone.GetUtcOffset(midnight)).ToUniversalTime(), null)];
    }
}
