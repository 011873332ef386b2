namespace CameraHealth.Monitoring.Drills;

/// <summary>What the times and marks of a playback say about a moment, before anything is decoded.</summary>
/// <param name="Outcome">Proven: by the times alone.</param>
/// <param name="Reason">Null when proven.</param>
/// <param name="Detail">Numbers for people; null when proven.</param>
/// <param name="First">The index of the picture the proof begins with; −1: none.</param>
/// <param name="AtMoment">The first picture at or after the moment; −1: none.</param>
/// <param name="Gap">From the moment to the first footage after it; null: not known or none.</param>
public sealed record FootageVerdict(DrillOutcome Outcome, string? Reason, string? Detail, int First, int AtMoment, TimeSpan? Gap)
{
    internal static FootageVerdict Failed(DrillOutcome outcome, string reason, string detail, TimeSpan? gap = null) => new(outcome, reason, detail, -1, -1, gap);
}
