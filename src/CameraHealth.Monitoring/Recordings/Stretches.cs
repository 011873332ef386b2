using CameraHealth.Onvif.Recordings;

namespace CameraHealth.Monitoring.Recordings;

/// <summary>A stretch of time, closed-open. Whose clock it goes by, its user knows.</summary>
/// <param name="From">Begin.</param>
/// <param name="Until">End.</param>
public readonly record struct Stretch(DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>How long.</summary>
    public TimeSpan Length => Until - From;
}

/// <summary>From changes of presence to stretches of footage, and to the gaps between them. Pure.</summary>
public static class Stretches
{
    /// <summary>Where there was footage within a window.</summary>
    /// <param name="changes">In the order of time, with the state at the start.</param>
    /// <param name="window">What was searched.</param>
    public static IReadOnlyList<Stretch> Of(IReadOnlyList<TrackChange> changes, Stretch window)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var found = new List<Stretch>();
        DateTimeOffset? begin = null;
        // Without a state at the start, a first change to "absent" says that there was footage until then.
        if (changes.Count > 0 && changes[0] is { IsStartState: false, IsDataPresent: false })
        {
            begin = window.From;
        }

        foreach (var change in changes)
        {
            var at = change.At < window.From ? window.From : change.At > window.Until ? window.Until : change.At;
            if (change.IsDataPresent)
            {
                begin ??= at;
            }
            else if (begin is { } from)
            {
                Add(found, new Stretch(from, at));
                begin = null;
            }
        }

        if (begin is { } open)
        {
            Add(found, new Stretch(open, window.Until));
        }

        return found;
    }

    /// <summary>Stretches of several recordings as one.</summary>
    public static IReadOnlyList<Stretch> Union(IEnumerable<Stretch> stretches)
    {
        var all = new List<Stretch>();
        foreach (var stretch in stretches.Where(stretch => stretch.Length > TimeSpan.Zero).OrderBy(stretch => stretch.From))
        {
            if (all.Count > 0 && stretch.From <= all[^1].Until)
            {
                all[^1] = all[^1] with { Until = stretch.Until > all[^1].Until ? stretch.Until : all[^1].Until };
            }
            else
            {
                all.Add(stretch);
            }
        }

        return all;
    }

    /// <summary>The gaps of at least a length in a window.</summary>
    /// <param name="present">In the order of time, without overlaps.</param>
    /// <param name="window">Where gaps count.</param>
    /// <param name="least">Shorter ones are left out.</param>
    public static IReadOnlyList<Stretch> Gaps(IReadOnlyList<Stretch> present, Stretch window, TimeSpan least)
    {
        ArgumentNullException.ThrowIfNull(present);
        var gaps = new List<Stretch>();
        var at = window.From;
        foreach (var stretch in present)
        {
            gaps.Add(new Stretch(at, stretch.From < window.Until ? stretch.From : window.Until));
            at = stretch.Until > at ? stretch.Until : at;
        }

        gaps.Add(new Stretch(at, window.Until));
        return [.. gaps.Where(gap => gap.Length >= least)];
    }

    private static void Add(List<Stretch> found, Stretch stretch)
    {
        if (stretch.Length > TimeSpan.Zero)
        {
            found.Add(stretch);
        }
    }
}
