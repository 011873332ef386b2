using CameraHealth.Monitoring.Assessment;

namespace CameraHealth.Storage.Ledger;

/// <summary>Where two versions of a device's overall line begin to tell different times.</summary>
internal static class LineDifference
{
    private const short Nothing = -1;

    /// <summary>The first instant that is booked differently; null: none is.</summary>
    /// <param name="old">Segments that were current, in order of time.</param>
    /// <param name="oldFreshness">Freshness of the open one then.</param>
    /// <param name="line">Segments that are current now, in order of time.</param>
    /// <param name="freshness">Freshness of the open one now.</param>
    /// <param name="now">When the line changes: what had run out by then was shown as unknown.</param>
    public static DateTimeOffset? First(
        IReadOnlyCollection<Segment> old, Freshness oldFreshness, IReadOnlyCollection<Segment> line, Freshness freshness, DateTimeOffset now)
    {
        var (before, after) = (Booked(old, oldFreshness, now), Booked(line, freshness, now));
        var begin = after.Count == 0 ? DateTimeOffset.MinValue : after[0].From;
        return before.Concat(after).Select(step => step.From).Where(at => at >= begin || before.Count == 0).Order()
            .Where(at => StatusAt(before, at) != StatusAt(after, at)).Select(at => (DateTimeOffset?)at).FirstOrDefault();
    }

    private static List<(DateTimeOffset From, short Status)> Booked(IReadOnlyCollection<Segment> segments, Freshness freshness, DateTimeOffset now)
    {
        var steps = segments.Select(segment => (segment.From, segment.Status)).ToList();
        if (steps.Count > 0 && steps[^1].Status != (short)Status.Unknown && freshness.VouchedUntil < now && freshness.NextDueAt is { } due)
        {
            steps.Add((due > steps[^1].From ? due : steps[^1].From, (short)Status.Unknown));
        }

        return steps;
    }

    private static short StatusAt(List<(DateTimeOffset From, short Status)> steps, DateTimeOffset at)
    {
        var passed = steps.FindLastIndex(step => step.From <= at);
        return passed < 0 ? Nothing : steps[passed].Status;
    }
}
