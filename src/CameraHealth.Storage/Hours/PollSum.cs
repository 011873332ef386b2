using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Ledger;

namespace CameraHealth.Storage.Hours;

/// <summary>Polls of one device and kind, added up: how many ended how, each by its worst finding, and what they measured. Facts, not verdicts.</summary>
/// <param name="Good">Everything asked for was good.</param>
/// <param name="Deviating">It works, but not as it should.</param>
/// <param name="Failed">Measured and not there.</param>
/// <param name="Refused">The device refused us, or we held our login back.</param>
/// <param name="Inconclusive">It could not be told, or nothing was measured.</param>
/// <param name="Duration">Milliseconds from the first byte sent to the end, of every poll.</param>
/// <param name="FrameRate">Delivered frames a second.</param>
/// <param name="BitRate">Bit/s.</param>
/// <param name="LossRatio">Packets lost ÷ packets sent, 0–1.</param>
public readonly record struct PollSum(
    int Good, int Deviating, int Failed, int Refused, int Inconclusive, MeasureSum Duration, MeasureSum FrameRate, MeasureSum BitRate, MeasureSum LossRatio)
{
    /// <summary>All of them.</summary>
    public int Polls => Good + Deviating + Failed + Refused + Inconclusive;

    /// <summary>The polls of both.</summary>
    public static PollSum operator +(PollSum one, PollSum other) => new(
        one.Good + other.Good,
        one.Deviating + other.Deviating,
        one.Failed + other.Failed,
        one.Refused + other.Refused,
        one.Inconclusive + other.Inconclusive,
        one.Duration + other.Duration,
        one.FrameRate + other.FrameRate,
        one.BitRate + other.BitRate,
        one.LossRatio + other.LossRatio);

    internal PollSum With(ObservationRow row)
    {
        var worst = row.Facts.Worst;
        return new PollSum(
            Good + (worst == Finding.Good ? 1 : 0),
            Deviating + (worst == Finding.Deviating ? 1 : 0),
            Failed + (worst == Finding.Failed ? 1 : 0),
            Refused + (worst == Finding.Refused ? 1 : 0),
            Inconclusive + (worst == Finding.Inconclusive ? 1 : 0),
            Duration.With(row.DurationMs),
            FrameRate.With(row.Stream?.FrameRate),
            BitRate.With(row.Stream?.BitRate),
            LossRatio.With(row.Stream?.LossRatio));
    }
}

/// <summary>The polls of one kind in one UTC hour.</summary>
/// <param name="From">Where the hour begins.</param>
/// <param name="Kind">What was polled.</param>
/// <param name="Sum">The polls whose time lies in it.</param>
public sealed record HourSum(DateTimeOffset From, PollKind Kind, PollSum Sum);

/// <summary>The polls of one kind in one local day.</summary>
/// <param name="Day">The day at the device's site.</param>
/// <param name="Kind">What was polled.</param>
/// <param name="Sum">The hours that begin on it.</param>
public sealed record DaySum(DateOnly Day, PollKind Kind, PollSum Sum);
