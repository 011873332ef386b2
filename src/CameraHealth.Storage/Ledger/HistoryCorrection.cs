namespace CameraHealth.Storage.Ledger;

/// <summary>From what the ledger says to what it should say, by new rows only.</summary>
internal static class HistoryCorrection
{
    /// <summary>The stored intervals that a line of the fold replaces.</summary>
    public static List<StoredSegment> Replaced(IReadOnlyList<StoredSegment> stored, IReadOnlyList<Segment> line) =>
        [.. stored.Where(candidate => candidate.Segment.Rung == line[0].Rung && (candidate.Segment.To is null || candidate.Segment.To > line[0].From))];

    /// <summary>Ledger rows to add so that the rows nothing superseded say what the fold says.</summary>
    /// <param name="stored">Rows that nothing superseded so far.</param>
    /// <param name="fold">The fold.</param>
    /// <param name="evidence">Hash of the late observation, for rows that only take one back.</param>
    public static IEnumerable<LedgerTransition> Correct(IReadOnlyList<StoredTransition> stored, HistoryFold fold, byte[] evidence)
    {
        foreach (var (rung, line) in fold.Timeline.Lines)
        {
            var known = stored.Where(row => row.Line == rung && row.Transition.At >= line[0].From && !fold.LedBy.Contains(row.Id)).ToList();
            var wanted = Missing(fold.Transitions.Where(row => row.Line == rung), known);
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

    // What is known already stays as it is and is taken out of both. Only, a row that follows a new one in the same instant is written again behind it:
    // what happened in one instant is told by the order of identities.
    private static List<LedgerTransition> Missing(IEnumerable<LedgerTransition> wanted, List<StoredTransition> known)
    {
        var missing = new List<LedgerTransition>();
        foreach (var row in wanted)
        {
            var index = known.FindIndex(candidate => candidate.IsThat(row));
            if (index >= 0 && !missing.Exists(earlier => earlier.Transition.At == row.Transition.At))
            {
                known.RemoveAt(index);
            }
            else
            {
                missing.Add(row);
            }
        }

        return missing;
    }
}
