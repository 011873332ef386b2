using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Uptime;
using CameraHealth.Storage.Ledger;

namespace CameraHealth.IntegrationTests.Storage.Ledger;

/// <summary>Where the seconds of a window went, made the obvious way: cut at every instant where anything changes, then judge the middle of each piece.</summary>
internal static class SlowAvailability
{
    public static Availability Of(
        SlowLedger ledger, DateTimeOffset from, DateTimeOffset to, DateTimeOffset asOf, DateTimeOffset serviceFrom, IReadOnlyList<Period> maintenance)
    {
        var overall = ledger.Intervals.Where(interval => interval.Rung == 0).ToArray();
        var freshUntil = ledger.State.EffectiveAt(asOf).Since;
        var runsOut = ledger.State.EffectiveAt(asOf).Status != ledger.State.Status;
        DateTimeOffset[] edges = [from, to, serviceFrom, freshUntil, .. overall.Select(interval => interval.From), .. maintenance.SelectMany(window => new[] { window.From, window.To!.Value })];
        var cuts = edges.Where(edge => edge >= from && edge <= to).Distinct().Order().ToArray();

        var spent = new Dictionary<string, TimeSpan>(StringComparer.Ordinal) { ["U"] = default, ["D"] = default, ["M"] = default, ["X"] = default, ["N"] = default, ["before"] = default };
        for (var i = 1; i < cuts.Length; i++)
        {
            var middle = cuts[i - 1] + ((cuts[i] - cuts[i - 1]) / 2);
            var status = StatusAt(overall, middle, runsOut ? freshUntil : DateTimeOffset.MaxValue);
            var letter = middle < serviceFrom ? "N"
                : status == Status.Unknown ? "X"
                : maintenance.Any(window => window.From <= middle && middle < window.To) ? "M"
                : status == Status.Unhealthy ? "D" : "U";
            spent[letter] += cuts[i] - cuts[i - 1];
            if (letter == "X" && middle < overall[0].From)
            {
                spent["before"] += cuts[i] - cuts[i - 1];
            }
        }

        return new Availability(to - from, spent["U"], spent["D"], spent["M"], spent["X"], spent["N"], spent["before"]);
    }

    private static Status StatusAt(Segment[] overall, DateTimeOffset at, DateTimeOffset freshUntil)
    {
        var interval = overall.LastOrDefault(interval => interval.From <= at);
        return interval is null || (interval.To is null && at >= freshUntil) ? Status.Unknown : (Status)interval.Status;
    }
}
