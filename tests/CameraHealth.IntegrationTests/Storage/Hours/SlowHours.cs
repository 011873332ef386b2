using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Hours;
using Shouldly;

namespace CameraHealth.IntegrationTests.Storage.Hours;

/// <summary>Hours the obvious way: every fact of the hour, looked at again for every figure.</summary>
/// <param name="From">Begin.</param>
/// <param name="Kind">What was polled.</param>
/// <param name="Facts">The polls.</param>
internal sealed record SlowHours(DateTimeOffset From, PollKind Kind, IReadOnlyList<Observation> Facts)
{
    private const double Tolerance = 1e-9;

    public static List<SlowHours> Of(IEnumerable<Observation> facts, DateTimeOffset from, DateTimeOffset to) =>
    [
        .. facts.GroupBy(fact => (From: new DateTimeOffset(fact.At.Year, fact.At.Month, fact.At.Day, fact.At.Hour, 0, 0, TimeSpan.Zero), fact.Kind))
            .Where(hour => hour.Key.From >= from && hour.Key.From < to)
            .OrderBy(hour => hour.Key.From).ThenBy(hour => hour.Key.Kind)
            .Select(hour => new SlowHours(hour.Key.From, hour.Key.Kind, [.. hour])),
    ];

    public static void ShouldBe(PollSum sum, SlowHours slow)
    {
        int Count(Finding finding) => slow.Facts.Count(fact => fact.Findings.Max(found => found.Finding) == finding);
        (sum.Good, sum.Deviating, sum.Failed, sum.Refused, sum.Inconclusive)
            .ShouldBe((Count(Finding.Good), Count(Finding.Deviating), Count(Finding.Failed), Count(Finding.Refused), Count(Finding.Inconclusive)));
        ShouldBe(sum.Duration, slow.Facts.Select(fact => (double?)fact.Duration.TotalMilliseconds));
        ShouldBe(sum.FrameRate, slow.Facts.Select(fact => fact.Stream?.FrameRate));
        ShouldBe(sum.BitRate, slow.Facts.Select(fact => fact.Stream?.BitRate));
        ShouldBe(sum.LossRatio, slow.Facts.Select(fact => fact.Stream?.LossRatio));
    }

    private static void ShouldBe(MeasureSum sum, IEnumerable<double?> measured)
    {
        var values = measured.OfType<double>().ToList();
        sum.Count.ShouldBe(values.Count);
        if (values.Count == 0)
        {
            sum.Mean.ShouldBeNull();
            return;
        }

        (sum.Min, sum.Max).ShouldBe((values.Min(), values.Max()));
        sum.Sum.ShouldBe(values.Sum(), Math.Max(1, values.Sum()) * Tolerance);
        sum.Mean.ShouldBe(sum.Sum / sum.Count);
    }
}
