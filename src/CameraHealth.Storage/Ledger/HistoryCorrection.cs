namespace CameraHealth.Storage.Ledger;

/// <summary>From what the ledger says to what it should say, by new rows only.</summary>
internal static class HistoryCorrection
{
    /// <summary>The stored intervals that a line of the fold replaces, and the line fitted to them: it takes over the begin and words of an interval
    /// that said the same already, and cuts one that did not.</summary>
    public static (List<StoredSegment> Replaced, List<Segment> Line) Fit(IReadOnlyList<StoredSegment> stored, IReadOnlyList<Segment> folded)
    {
        var begin = folded[0].From;
        var line = folded.ToList();
        var replaced = stored.Where(candidate => candidate.Segment.To is null || candidate.Segment.To > begin).ToList();
        if (replaced.FirstOrDefault(candidate => candidate.Segment.From <= begin)?.Segment is { } covering)
        {
            if (covering.Status == line[0].Status)
            {
                line[0] = covering with { To = line[0].To };
            }
            else if (covering.From < begin)
            {
                line.Insert(0, covering with { To = begin });
            }
        }

        return (replaced, line);
    }

    /// <summary>Ledger rows to add so that the rows nothing superseded say what the fold says.</summary>
    /// <param name="stored">Rows that nothing superseded so far.</param>
    /// <param name="fold">The fold.</param>
    /// <param name="begins">Where each line of the fold begins.</param>
    /// <param name="evidence">Hash of the late observation, for rows that only take one back.</param>
    public static IEnumerable<LedgerTransition> Correct(
        IReadOnlyList<StoredTransition> stored, IReadOnlyList<LedgerTransition> fold, IReadOnlyDictionary<short, DateTimeOffset> begins, byte[] evidence)
    {
        foreach (var (rung, begin) in begins)
        {
            var known = stored.Where(row => row.Line == rung && row.Transition.At >= begin).ToList();
            var wanted = fold.Where(row => row.Line == rung).ToList();
            wanted.RemoveAll(row => known.FindIndex(candidate => candidate.Transition == row.Transition) is var index and >= 0 && RemoveAt(known, index));

            // What happened in the very instant the line begins led to its first verdict, and stays.
            known.RemoveAll(row => row.Transition.At == begin && wanted.TrueForAll(candidate => candidate.Transition.At != begin));
            for (var i = 0; i < Math.Max(known.Count, wanted.Count); i++)
            {
                yield return (known.ElementAtOrDefault(i), wanted.ElementAtOrDefault(i)) switch
                {
                    ({ } old, null) => TakeBack(old, evidence),
                    (var old, { } row) => row with { Supersedes = old?.Id },
                    _ => throw new InvalidOperationException("a pair of nothing"),
                };
            }
        }
    }

    // A row from a status to the same one: the change it supersedes never was.
    private static LedgerTransition TakeBack(StoredTransition old, byte[] evidence) =>
        new(old.Transition with { To = old.Transition.From, BrokenRung = null }, evidence, old.Id);

    private static bool RemoveAt(List<StoredTransition> list, int index)
    {
        list.RemoveAt(index);
        return true;
    }
}
