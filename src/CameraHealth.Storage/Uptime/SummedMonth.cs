using CameraHealth.Monitoring.Uptime;

namespace CameraHealth.Storage.Uptime;

/// <summary>Days of one UTC month of one device, added up.</summary>
/// <param name="Month">First day.</param>
/// <param name="Until">First day that is not added up.</param>
/// <param name="Total">All of them.</param>
/// <param name="Days">The numbers of <see cref="TimeTally"/> day by day, of the days asked for; null: all of them were.</param>
/// <param name="Outages">Outages that ended in these days, in order of time.</param>
internal sealed record SummedMonth(DateOnly Month, DateOnly Until, TimeTally Total, long[]? Days, IReadOnlyList<Outage> Outages)
{
    /// <summary>The days that were asked for.</summary>
    public TimeTally Sum()
    {
        if (Days is null)
        {
            return Total;
        }

        var sum = default(TimeTally);
        for (var at = 0; at < Days.Length; at += TimeTally.Length)
        {
            sum += TimeTally.Of(Days.AsSpan(at, TimeTally.Length));
        }

        return sum;
    }
}

/// <summary>What the daily sums say about a device: an unbroken run of days.</summary>
internal sealed record SummedDays(DateOnly From, DateOnly Until, TimeTally Total, IReadOnlyList<Outage> Outages);
