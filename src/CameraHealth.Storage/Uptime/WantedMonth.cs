namespace CameraHealth.Storage.Uptime;

/// <summary>Days of a device that can be added up.</summary>
/// <param name="Device">Identity.</param>
/// <param name="Month">First day of the UTC month.</param>
/// <param name="Until">The day after the last one.</param>
internal readonly record struct WantedMonth(int Device, DateOnly Month, DateOnly Until)
{
    /// <summary>The months from the first observation to the last day that is settled.</summary>
    public static IEnumerable<WantedMonth> Of(int device, DateTimeOffset monitoredFrom, DateTimeOffset settled)
    {
        var begin = DateOnly.FromDateTime(monitoredFrom.UtcDateTime);
        var end = DateOnly.FromDateTime(settled.UtcDateTime);
        for (var month = new DateOnly(begin.Year, begin.Month, 1); month < end; month = month.AddMonths(1))
        {
            var next = month.AddMonths(1);
            yield return new WantedMonth(device, month, next < end ? next : end);
        }
    }
}
