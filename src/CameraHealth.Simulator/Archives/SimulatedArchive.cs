using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator.Archives;

/// <summary>The footage of one channel, made up from its scenario: which stretches there are, and where playback of a time begins.</summary>
internal sealed class SimulatedArchive(ArchiveScenario scenario, TimeProvider timeProvider)
{
    /// <summary>A key picture begins at each whole multiple of it within a stretch.</summary>
    internal static readonly TimeSpan KeyInterval = TimeSpan.FromSeconds(2);

    internal ArchiveScenario Scenario => scenario;

    internal DateTimeOffset Until => scenario.Until ?? timeProvider.GetUtcNow();

    /// <summary>The stretches of footage in order, true UTC.</summary>
    /// <param name="asSearched">True: as the recorder's search believes; false: as playback finds them.</param>
    internal IReadOnlyList<ArchiveGap> Stretches(bool asSearched)
    {
        var missing = scenario.Gaps.Concat(scenario.Days
            .Where(day => day.Value == ArchiveFault.Missing || (day.Value == ArchiveFault.MissingUnknown && !asSearched))
            .Select(day => DayOf(day.Key)));
        var stretches = new List<ArchiveGap>();
        var at = scenario.From;
        foreach (var gap in missing.OrderBy(gap => gap.From))
        {
            if (gap.From > at)
            {
                stretches.Add(new ArchiveGap(at, Earlier(gap.From, Until)));
            }

            at = gap.Until > at ? gap.Until : at;
        }

        if (at < Until)
        {
            stretches.Add(new ArchiveGap(at, Until));
        }

        return [.. stretches.Where(stretch => stretch.From < stretch.Until)];
    }

    /// <summary>The stretch in which playback of a time begins: the one that holds it, else the first after it. Null: there is none.</summary>
    internal ArchiveGap? StretchAt(DateTimeOffset time) => Stretches(asSearched: false).FirstOrDefault(stretch => stretch.Until > time);

    /// <summary>The key picture at or before a time within a stretch (ONVIF Streaming 6.5.4), or the stretch's first.</summary>
    internal static DateTimeOffset KeyBefore(ArchiveGap stretch, DateTimeOffset time) => time <= stretch.From
        ? stretch.From
        : stretch.From + (KeyInterval * Math.Floor((time - stretch.From) / KeyInterval));

    internal ArchiveFault FaultAt(DateTimeOffset time) => scenario.Days.GetValueOrDefault(DateOnly.FromDateTime(time.UtcDateTime));

    private static ArchiveGap DayOf(DateOnly day)
    {
        var from = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return new ArchiveGap(from, from.AddDays(1));
    }

    private static DateTimeOffset Earlier(DateTimeOffset first, DateTimeOffset second) => first < second ? first : second;
}
