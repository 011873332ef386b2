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
        var lines = await StatusLines.ReadAsync(reading, devices, from, to, cancellationToken);
        var figures = new IntervalFigures(register, lines);
        return [.. register.Devices.Select(device => figures.Compute(device, from, to))];
    }
}
