namespace CameraHealth.Monitoring.Uptime;

/// <summary>Lays what persons said over what was measured.</summary>
internal static class StatusOverlay
{
    /// <param name="measured">In order of time, not overlapping.</param>
    /// <param name="said">In order of time, not overlapping; wins.</param>
    public static ReadOnlyMemory<StatusStretch> Apply(ReadOnlyMemory<StatusStretch> measured, IReadOnlyList<StatusStretch> said)
    {
        var line = new List<StatusStretch>(said);
        foreach (var stretch in measured.Span)
        {
            var begin = stretch.From;
            foreach (var over in said.Where(over => over.From < stretch.To && over.To > stretch.From))
            {
                if (over.From > begin)
                {
                    line.Add(stretch with { From = begin, To = over.From });
                }

                begin = Math.Max(begin, over.To);
            }

            if (begin < stretch.To)
            {
                line.Add(stretch with { From = begin });
            }
        }

        line.Sort(static (left, right) => left.From.CompareTo(right.From));
        return line.ToArray();
    }
}
