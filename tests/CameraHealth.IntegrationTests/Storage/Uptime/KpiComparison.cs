using CameraHealth.IntegrationTests.Storage.Ledger;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Storage.Queries;
using Shouldly;

namespace CameraHealth.IntegrationTests.Storage.Uptime;

/// <summary>Holds an answer against the slow figures.</summary>
internal static class KpiComparison
{
    public static void ShouldSay(KpiAnswer answer, IReadOnlyList<SlowKpis> slow, LedgerFleet fleet, string source)
    {
        foreach (var (kpis, device) in slow.Zip(fleet.Devices))
        {
            var row = answer.Rows.Single(row => row.Key == device.Code);
            row.Measured.ShouldBe(kpis.Tally(answer.From, answer.To, false), source);
            if (row.Corrected is { } corrected)
            {
                corrected.ShouldBe(kpis.Tally(answer.From, answer.To, true), source);
            }

            (row.Corrected is not null).ShouldBe(kpis.Said.Exists(said => said.From < answer.To && said.To > answer.From), source);
            ShouldSay(row, kpis, answer, source);
        }

        answer.Total.Measured.ShouldBe(slow.Select(kpis => kpis.Tally(answer.From, answer.To, false)).Aggregate((sum, next) => sum + next), source);
        answer.Total.ChronicDevices.ShouldBe(Chronic([.. slow.Select(kpis => kpis.Tally(answer.From, answer.To, false).Down)]), source);
    }

    private static void ShouldSay(KpiRow row, SlowKpis kpis, KpiAnswer answer, string source)
    {
        var outages = kpis.Outages(answer.From, answer.To);
        row.Repairs.Failures.ShouldBe(outages.Count(outage => outage.From >= answer.From), source);
        row.Repairs.OpenAge.Count.ShouldBe(outages.Count(outage => outage.To is null), source);
        row.Repairs.Unobserved.ShouldBe(outages.Count(outage => outage is { To: not null, IsRepaired: false }), source);
        row.Repairs.RepairTime.Count.ShouldBe(outages.Count(outage => outage.IsRepaired), source);
        row.Repairs.RepairTime.Median.ShouldBe(Median([.. outages.Where(outage => outage.IsRepaired).Select(outage => outage.To!.Value - outage.From)]), source);
        row.Repairs.InTime.ShouldBe(outages.Count(outage => outage.IsRepaired && outage.To <= outage.From + answer.RepairTarget), source);

        var last = kpis.Pieces(answer.From, answer.To)[^1];
        var expected = !last.IsInService ? default
            : last.Status == Status.Unknown ? new OnlineFigures(0, 0, 0, 1, 0, 0)
            : last.IsMaintained ? new OnlineFigures(0, 0, 0, 0, 1, last.Status == Status.Healthy ? 1 : 0)
            : new OnlineFigures(last.Status == Status.Healthy ? 1 : 0, last.Status == Status.Degraded ? 1 : 0, last.Status == Status.Unhealthy ? 1 : 0, 0, 0, 0);
        row.Online.ShouldBe(expected, source);
    }

    private static int? Chronic(long[] downs)
    {
        var sum = downs.Sum();
        return sum == 0 ? null : Enumerable.Range(1, downs.Length).First(count => downs.OrderDescending().Take(count).Sum() >= 0.8 * sum);
    }

    private static TimeSpan? Median(List<TimeSpan> spans)
    {
        spans.Sort();
        return spans.Count == 0 ? null
            : spans.Count % 2 == 1 ? spans[spans.Count / 2]
            : spans[(spans.Count / 2) - 1] + TimeSpan.FromMicroseconds((spans[spans.Count / 2] - spans[(spans.Count / 2) - 1]).Ticks / TimeSpan.TicksPerMicrosecond / 2);
    }
}
