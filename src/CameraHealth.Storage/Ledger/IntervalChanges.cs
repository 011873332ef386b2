using CameraHealth.Monitoring.Assessment;

namespace CameraHealth.Storage.Ledger;

/// <summary>Versions of intervals to end, with the freshness known at that moment, and to begin.</summary>
internal sealed class IntervalChanges
{
    public List<(long Id, DateTimeOffset? NextDueAt, DateTimeOffset? VouchedUntil)> Superseded { get; } = [];

    public List<(int DeviceId, Segment Segment)> Added { get; } = [];

    /// <summary>From when on devices' overall time is told differently: sums of it are stale.</summary>
    public List<(int DeviceId, DateTimeOffset From)> Differences { get; } = [];

    /// <summary>Brings the stored current intervals of one line to what the line says now.</summary>
    /// <param name="deviceId">The device.</param>
    /// <param name="stored">Current intervals from where the line begins on.</param>
    /// <param name="line">What is to be current.</param>
    /// <param name="before">The state before; its freshness is kept with what is superseded.</param>
    /// <param name="after">The state now.</param>
    /// <param name="recordedAt">The batch's recorded time.</param>
    public void Bring(
        int deviceId, IReadOnlyCollection<StoredSegment> stored, IReadOnlyList<Segment> line, DeviceState before, DeviceState after, DateTimeOffset recordedAt)
    {
        var rung = line[0].Rung;
        var known = Freshness.Of(before, rung);
        var now = Freshness.Of(after, rung);
        if (rung == RungNumber.Overall && LineDifference.First([.. stored.Select(row => row.Segment).OrderBy(segment => segment.From)], known, line, now, recordedAt) is { } different)
        {
            Differences.Add((deviceId, different));
        }

        var kept = new HashSet<Segment>(line);
        foreach (var (id, segment) in stored)
        {
            var isOpen = segment.To is null;
            if (kept.Contains(segment) && !(isOpen && IsSeenToBreak(segment, known, now, recordedAt)))
            {
                kept.Remove(segment);
                continue;
            }

            Superseded.Add(isOpen ? (id, known.NextDueAt, known.VouchedUntil) : (id, null, null));
        }

        Added.AddRange(line.Where(kept.Contains).Select(segment => (deviceId, segment)));
    }

    /// <summary>From when on a recording sees some verdict of a device break that says the same as before, so that its interval needs a new version;
    /// <see cref="DateTimeOffset.MaxValue"/>: never.</summary>
    public static DateTimeOffset SeenToBreakFrom(DeviceState before, DeviceState after)
    {
        var from = Freshness.IsVouchedFor(RungNumber.Overall, (short)before.Status) ? SeenToBreakFrom(before.VouchedUntil, after.VouchedUntil) : DateTimeOffset.MaxValue;
        for (var i = 0; i < before.Rungs.Count; i++)
        {
            var rung = before.Rungs[i];
            if (Freshness.IsVouchedFor((short)rung.Rung, (short)rung.Status) && SeenToBreakFrom(rung.VouchedUntil, after.Rungs[i].VouchedUntil) is var other && other < from)
            {
                from = other;
            }
        }

        return from;
    }

    // Between the end of the old vouching and this recording, readers were shown Unknown. Whoever asks again as of that time must be shown it
    // again: so the version ends here, with the freshness it had, and the same interval goes on as a new one.
    private static bool IsSeenToBreak(Segment segment, Freshness known, Freshness now, DateTimeOffset recordedAt) =>
        Freshness.IsVouchedFor(segment.Rung, segment.Status) && IsSeenToBreak(known.VouchedUntil, now.VouchedUntil, recordedAt);

    private static bool IsSeenToBreak(DateTimeOffset? known, DateTimeOffset? now, DateTimeOffset recordedAt) => SeenToBreakFrom(known, now) < recordedAt;

    private static DateTimeOffset SeenToBreakFrom(DateTimeOffset? known, DateTimeOffset? now) => now < known ? DateTimeOffset.MinValue : known ?? DateTimeOffset.MaxValue;
}
