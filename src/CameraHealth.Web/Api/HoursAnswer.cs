using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Hours;

namespace CameraHealth.Web.Api;

/// <summary>What one item of an answer stands for.</summary>
internal enum HoursSpan
{
    Hour,
    Day,
}

/// <summary>One page of a device's polls, added up.</summary>
/// <param name="Device">Its code.</param>
/// <param name="From">Window begin, inclusive: what begins in the window is told.</param>
/// <param name="To">Window end, exclusive.</param>
/// <param name="ReadAt">Database time of the reading; a fact that comes late changes its hour.</param>
/// <param name="TimeZone">Zone of local days.</param>
/// <param name="Total">Items on all pages.</param>
/// <param name="Page">From 1.</param>
/// <param name="PageSize">1 to 5,000.</param>
/// <param name="Items">In order of time; spans without a poll are left out.</param>
internal sealed record HoursPage(
    string Device, DateTimeOffset From, DateTimeOffset To, DateTimeOffset ReadAt, string TimeZone, int Total, int Page, int PageSize, IReadOnlyList<HoursItem> Items)
{
    public static HoursPage Of(DeviceHours hours, PollKind? kind, HoursSpan span, int page, int pageSize)
    {
        var items = (span == HoursSpan.Day ? hours.ByLocalDay().Select(HoursItem.Of) : hours.Hours.Select(HoursItem.Of)).Where(item => kind is null || item.Kind == kind).ToList();
        return new HoursPage(
            hours.Code, hours.From, hours.To, hours.ReadAt, hours.TimeZone, items.Count, page, pageSize, [.. items.Skip((page - 1) * pageSize).Take(pageSize)]);
    }
}

/// <summary>The polls of one kind in one span. Counts are by the worst finding of a poll. Null: not measured.</summary>
/// <param name="Hour">Begin of a UTC hour; null: it is a day.</param>
/// <param name="Day">A local day; null: it is an hour.</param>
/// <param name="Kind">What was polled.</param>
/// <param name="Polls">All polls.</param>
/// <param name="Good">All that was asked for was good.</param>
/// <param name="Deviating">It worked, but not as it should.</param>
/// <param name="Failed">Measured and not there.</param>
/// <param name="Refused">The device refused us, or we held our login back.</param>
/// <param name="Inconclusive">It could not be told.</param>
/// <param name="DurationSeconds">From the first byte sent to the end.</param>
/// <param name="FramesPerSecond">Delivered.</param>
/// <param name="BitsPerSecond">Received.</param>
/// <param name="PacketLossRatio">0–1.</param>
internal sealed record HoursItem(
    DateTimeOffset? Hour,
    DateOnly? Day,
    PollKind Kind,
    int Polls,
    int Good,
    int Deviating,
    int Failed,
    int Refused,
    int Inconclusive,
    MeasureAnswer? DurationSeconds,
    MeasureAnswer? FramesPerSecond,
    MeasureAnswer? BitsPerSecond,
    MeasureAnswer? PacketLossRatio)
{
    private const double Milli = 0.001;

    public static HoursItem Of(HourSum hour) => Of(hour.From, null, hour.Kind, hour.Sum);

    public static HoursItem Of(DaySum day) => Of(null, day.Day, day.Kind, day.Sum);

    private static HoursItem Of(DateTimeOffset? hour, DateOnly? day, PollKind kind, PollSum sum) => new(
        hour, day, kind, sum.Polls, sum.Good, sum.Deviating, sum.Failed, sum.Refused, sum.Inconclusive,
        MeasureAnswer.Of(sum.Duration, Milli), MeasureAnswer.Of(sum.FrameRate), MeasureAnswer.Of(sum.BitRate), MeasureAnswer.Of(sum.LossRatio));
}

/// <summary>Values of one measure; mean = sum ÷ count.</summary>
internal sealed record MeasureAnswer(int Count, double Sum, double Mean, double Min, double Max)
{
    public static MeasureAnswer? Of(MeasureSum sum, double unit = 1) =>
        sum.Mean is { } mean ? new MeasureAnswer(sum.Count, sum.Sum * unit, mean * unit, sum.Min * unit, sum.Max * unit) : null;
}
