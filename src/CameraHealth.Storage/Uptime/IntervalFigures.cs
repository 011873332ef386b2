using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Uptime;

namespace CameraHealth.Storage.Uptime;

/// <summary>Figures straight from the intervals: the truth that every sum must equal.</summary>
internal sealed class IntervalFigures(UptimeRegister register, StatusLines lines)
{
    /// <summary>Adds up one device's window; the lines must hold it.</summary>
    /// <param name="device">The device.</param>
    /// <param name="from">UTC, inclusive.</param>
    /// <param name="to">UTC, exclusive; not before <paramref name="from"/>.</param>
    public DeviceFigures Compute(RegisterDevice device, DateTimeOffset from, DateTimeOffset to)
    {
        var (begin, end) = (MicroTime.Of(from), MicroTime.Of(to));
        var line = lines[device.Id];
        var cover = CoverOf(device, line, from, to);
        var measured = Sweep(device, line, cover).Advance(begin, end);
        TimeTally? corrected = null;
        if (device.Corrections.Any(correction => correction.From < end && correction.To > begin))
        {
            corrected = Sweep(device, StatusOverlay.Apply(line, device.Corrections), cover).Advance(begin, end);
        }

        return new DeviceFigures(
            device, measured, corrected, [.. OutageFinder.Find(line, device.Service, cover, begin, end)], StandAt(device, line, cover, end - 1));
    }

    /// <summary>Where the time of successive spans went.</summary>
    /// <param name="device">The device.</param>
    /// <param name="bounds">Begins of the spans, and the end of the last; in order of time.</param>
    public (TimeTally[] Spans, IReadOnlyList<Outage> Outages) ComputeSpans(RegisterDevice device, IReadOnlyList<DateTimeOffset> bounds)
    {
        var line = lines[device.Id];
        var cover = CoverOf(device, line, bounds[0], bounds[^1]);
        var sweep = Sweep(device, line, cover);
        var spans = new TimeTally[bounds.Count - 1];
        for (var i = 0; i < spans.Length; i++)
        {
            spans[i] = sweep.Advance(MicroTime.Of(bounds[i]), MicroTime.Of(bounds[i + 1]));
        }

        return (spans, [.. OutageFinder.Find(line, device.Service, cover, MicroTime.Of(bounds[0]), MicroTime.Of(bounds[^1])).Where(outage => outage.End != OutageEnd.Open)]);
    }

    private static TallySweep Sweep(RegisterDevice device, ReadOnlyMemory<StatusStretch> line, IReadOnlyList<MaintenanceStretch> cover) =>
        new(line, device.Service, cover, MicroTime.EndOf(device.MonitoredFrom));

    // An outage that reaches into the window began before it: whether it counts is told by the maintenance of that time.
    private IReadOnlyList<MaintenanceStretch> CoverOf(RegisterDevice device, ReadOnlyMemory<StatusStretch> line, DateTimeOffset from, DateTimeOffset to)
    {
        var begin = line.Length > 0 && line.Span[0].From < MicroTime.Of(from) ? MicroTime.ToInstant(line.Span[0].From) : from;
        return register.MaintenanceOf(device, begin, to);
    }

    private static StandAtEnd StandAt(RegisterDevice device, ReadOnlyMemory<StatusStretch> line, IReadOnlyList<MaintenanceStretch> cover, long at)
    {
        var status = Status.Unknown;
        foreach (var stretch in line.Span)
        {
            if (stretch.From <= at && at < stretch.To)
            {
                status = stretch.Status;
            }
        }

        return new StandAtEnd(status, device.IsInService(at), cover.Any(stretch => stretch.From <= at && at < stretch.To));
    }
}
