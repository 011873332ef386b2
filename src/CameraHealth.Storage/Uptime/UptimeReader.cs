using CameraHealth.Monitoring.Uptime;
using CameraHealth.Storage.Ledger;

namespace CameraHealth.Storage.Uptime;

/// <summary>Where figures are made from.</summary>
public enum FigureSource
{
    /// <summary>From the daily sums where they hold, window edges from the intervals.</summary>
    SumsWherePossible,

    /// <summary>From the intervals only: what the sums are checked by.</summary>
    Intervals,
}

/// <summary>The figures of devices in a window: what every page, answer, metric and report is made from.</summary>
internal static class UptimeReader
{
    // Below this the edges are most of the window.
    private const int FewestDays = 3;

    /// <summary>The window in whole microseconds; what lies after the as-of is cut off.</summary>
    public static (DateTimeOffset From, DateTimeOffset To) Cut(LedgerReading reading, DateTimeOffset askedFrom, DateTimeOffset askedTo)
    {
        var (from, to) = (askedFrom.Truncate(), askedTo.Truncate());
        to = to < reading.AsOf ? to : reading.AsOf;
        return (from, to > from ? to : from);
    }

    /// <summary>Every device (null) or some, in a window that <see cref="Cut"/> gave.</summary>
    public static async Task<IReadOnlyList<DeviceFigures>> ReadAsync(
        LedgerReading reading, int[]? devices, DateTimeOffset from, DateTimeOffset to, FigureSource source, CancellationToken cancellationToken)
    {
        var register = await UptimeRegister.ReadAsync(reading, devices, cancellationToken);
        var (first, last) = (DateOnly.FromDateTime(from.AddDays(1).AddTicks(-1).UtcDateTime), DateOnly.FromDateTime(to.UtcDateTime));
        if (devices is null && source == FigureSource.SumsWherePossible && last.DayNumber - first.DayNumber >= FewestDays)
        {
            var sums = await DailySumsReader.ReadAsync(reading, first, last, cancellationToken);
            return sums.Count == 0
                ? await FromIntervalsAsync(reading, register, null, from, to, cancellationToken)
                : await FromSumsAsync(reading, register, sums, (first, from, to), cancellationToken);
        }

        return await FromIntervalsAsync(reading, register, devices, from, to, cancellationToken);
    }

    private static async Task<IReadOnlyList<DeviceFigures>> FromIntervalsAsync(
        LedgerReading reading, UptimeRegister register, int[]? devices, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var figures = new IntervalFigures(register, await StatusLines.ReadAsync(reading, devices, from, to, cancellationToken));
        return [.. register.Devices.Select(device => figures.Compute(device, from, to))];
    }

    private static async Task<IReadOnlyList<DeviceFigures>> FromSumsAsync(
        LedgerReading reading, UptimeRegister register, Dictionary<int, SummedDays> sums, (DateOnly First, DateTimeOffset From, DateTimeOffset To) window, CancellationToken cancellationToken)
    {
        // Most devices end on the same day; one whose sums end earlier, begin too late, or that was corrected is added up from its intervals.
        var (first, from, to) = window;
        var until = sums.Values.GroupBy(days => days.Until).MaxBy(group => group.Count())!.Key;
        bool IsSummed(RegisterDevice device) => sums.TryGetValue(device.Id, out var days) && days.Until >= until && device.Corrections.Count == 0
            && (days.From == first || !(device.MonitoredFrom < DailySumsReader.StartOf(days.From)));
        int[] others = [.. register.Devices.Where(device => !IsSummed(device)).Select(device => device.Id)];

        var (headEnd, tailBegin) = (DailySumsReader.StartOf(first), DailySumsReader.StartOf(until));
        var lastInstant = to.AddTicks(-TimeSpan.TicksPerMicrosecond);
        var head = new IntervalFigures(register, headEnd > from ? await StatusLines.ReadAsync(reading, null, from, headEnd, cancellationToken) : StatusLines.None);
        var tail = new IntervalFigures(register, await StatusLines.ReadAsync(reading, null, tailBegin < lastInstant ? tailBegin : lastInstant, to, cancellationToken));
        var whole = others.Length == 0 ? null : new IntervalFigures(register, await StatusLines.ReadAsync(reading, others, from, to, cancellationToken));
        return [.. register.Devices.Select(device => IsSummed(device) ? Join(device, sums[device.Id], head, tail, (from, to)) : whole!.Compute(device, from, to))];
    }

    private static DeviceFigures Join(RegisterDevice device, SummedDays days, IntervalFigures head, IntervalFigures tail, (DateTimeOffset From, DateTimeOffset To) window)
    {
        var before = head.Compute(device, window.From, DailySumsReader.StartOf(days.From));
        var after = tail.Compute(device, DailySumsReader.StartOf(days.Until), window.To);
        return new DeviceFigures(
            device,
            before.Measured + days.Total + after.Measured,
            null,
            [.. before.Outages.Where(outage => outage.End != OutageEnd.Open), .. days.Outages, .. after.Outages],
            after.End);
    }
}
