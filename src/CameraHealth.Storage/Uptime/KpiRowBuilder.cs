using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Uptime;
using CameraHealth.Storage.Queries;

namespace CameraHealth.Storage.Uptime;

/// <summary>Adds devices up to a row.</summary>
/// <param name="from">Window begin, microseconds.</param>
/// <param name="to">Window end.</param>
/// <param name="repairTarget">Target of K15, microseconds.</param>
internal sealed class KpiRowBuilder(long from, long to, long repairTarget)
{
    private const double ChronicPart = 0.8;

    public KpiRow Build(string? key, string? name, IReadOnlyCollection<DeviceFigures> devices)
    {
        var measured = devices.Aggregate(default(TimeTally), (sum, device) => sum + device.Measured);
        return new KpiRow
        {
            Key = key,
            Name = name,
            Devices = devices.Count(device => device.Measured.InService > 0),
            Measured = measured,
            Corrected = devices.Any(device => device.Corrected is not null)
                ? devices.Aggregate(default(TimeTally), (sum, device) => sum + (device.Corrected ?? device.Measured))
                : null,
            Online = Online(devices),
            Repairs = Repairs(devices, measured.Up),
            ChronicDevices = Chronic(devices),
        };
    }

    private static OnlineFigures Online(IReadOnlyCollection<DeviceFigures> devices)
    {
        int good = 0, degraded = 0, down = 0, unknown = 0, maintained = 0, goodInMaintenance = 0;
        foreach (var (status, _, isInMaintenance) in devices.Select(device => device.End).Where(end => end.IsInService))
        {
            var isMaintained = isInMaintenance && status != Status.Unknown;
            maintained += isMaintained ? 1 : 0;
            goodInMaintenance += isMaintained && status == Status.Healthy ? 1 : 0;
            good += !isMaintained && status == Status.Healthy ? 1 : 0;
            degraded += !isMaintained && status == Status.Degraded ? 1 : 0;
            down += !isMaintained && status == Status.Unhealthy ? 1 : 0;
            unknown += status == Status.Unknown ? 1 : 0;
        }

        return new OnlineFigures(good, degraded, down, unknown, maintained, goodInMaintenance);
    }

    private RepairFigures Repairs(IReadOnlyCollection<DeviceFigures> devices, long up)
    {
        List<long> repaired = [], between = [], open = [];
        int failures = 0, unobserved = 0, due = 0, inTime = 0;
        foreach (var outages in devices.Select(device => device.Outages))
        {
            Outage? before = null;
            foreach (var outage in outages)
            {
                failures += outage.From >= from ? 1 : 0;
                if (before is { End: OutageEnd.Repaired } last && outage.From >= from)
                {
                    between.Add(outage.From - last.To);
                }

                before = outage;
                unobserved += outage.End == OutageEnd.Unobserved ? 1 : 0;
                (outage.End switch { OutageEnd.Repaired => repaired, OutageEnd.Open => open, _ => null })?.Add(outage.To - outage.From);
                var isRepaired = outage.End == OutageEnd.Repaired && outage.To - outage.From <= repairTarget;
                var isLate = outage.To - outage.From > repairTarget && outage.From + repairTarget > from && outage.From + repairTarget <= to;
                due += isRepaired || isLate ? 1 : 0;
                inTime += isRepaired ? 1 : 0;
            }
        }

        return new RepairFigures(
            DurationFigures.Of(repaired),
            DurationFigures.Of(between),
            failures,
            failures > 0 ? MicroTime.ToSpan(up / failures) : null,
            DurationFigures.Of(open),
            unobserved,
            due,
            inTime);
    }

    private static int? Chronic(IReadOnlyCollection<DeviceFigures> devices)
    {
        var downs = devices.Select(device => device.Measured.Down).Where(down => down > 0).OrderDescending().ToList();
        var enough = downs.Sum() * ChronicPart;
        var (count, sum) = (0, 0L);
        while (count < downs.Count && sum < enough)
        {
            sum += downs[count++];
        }

        return downs.Count > 0 ? count : null;
    }
}
