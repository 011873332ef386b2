using CameraHealth.Monitoring.Uptime;

namespace CameraHealth.Storage.Uptime;

/// <summary>Days of one UTC month of one device, added up.</summary>
/// <param name="Month">First day.</param>
/// <param name="Until">First day that is not added up.</param>
/// <param name="Total">All of them.</param>
/// <param name="Days">The numbers of <see cref="TimeTally"/> day by day; null: not needed.</param>
/// <param name="Outages">Outages that ended in these days, in order of time.</param>
internal sealed record SummedMonth(DateOnly Month, DateOnly Until, TimeTally Total, long[]? Days, IReadOnlyList<Outage> Outages)
{
    /// <summary>The days in [from, until) of those asked for.</summary>
    public TimeTally Sum(DateOnly from, DateOnly until)
    {
        if (Days is null)
        {
            return Total;
        }

        var sum = default(TimeTally);
        for (var day = from; day < until; day = day.AddDays(1))
        {
            sum += TimeTally.Of(Days.AsSpan((day.DayNumber - Month.DayNumber) * TimeTally.Length, TimeTally.Length));
        }

        return sum;
    }
}

/// <summary>What the daily sums say about a device: an unbroken run of days.</summary>
internal sealed record SummedDays(DateOnly From, DateOnly Until, TimeTally Total, IReadOnlyList<Outage> Outages);
