using System.Globalization;
using CameraHealth.Rtsp.Replay;

namespace CameraHealth.Monitoring.Drills;

/// <summary>
/// Whether the pictures of a playback hold a moment (ONVIF Streaming 6.5.4): it begins at or before it, reads on to a picture at or after it,
/// and nothing in between says that something is missing. Pure.
/// </summary>
public static class FootageJudge
{
    /// <summary>A playback may begin so long before the moment, or twice the keyframe interval if that is longer.</summary>
    public static readonly TimeSpan LongestLead = TimeSpan.FromSeconds(60);

    // Two pictures further apart than this, and than two picture intervals, are not one after the other.
    private static readonly TimeSpan LargestStep = TimeSpan.FromSeconds(1);

    /// <summary>Judges.</summary>
    /// <param name="pictures">As they came.</param>
    /// <param name="moment">By the device's clock.</param>
    /// <param name="giveUpBefore">What begins earlier than that was not read on.</param>
    /// <param name="keyframeInterval">As learnt from the camera; null: not known.</param>
    /// <param name="isCutShort">We stopped reading, not the device sending.</param>
    public static FootageVerdict Judge(IReadOnlyList<ReplayPicture> pictures, DateTimeOffset moment, TimeSpan giveUpBefore, TimeSpan? keyframeInterval, bool isCutShort)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        if (pictures.Count == 0 || pictures.Any(picture => picture.CapturedAt is null))
        {
            return FootageVerdict.Failed(DrillOutcome.NotVerified, DrillReason.NoCaptureTimes, "playback answered, but tells no capture times");
        }

        var first = pictures[0].CapturedAt!.Value;
        if (first > moment)
        {
            return GapOf(first - moment);
        }

        if (first < moment - giveUpBefore)
        {
            return FootageVerdict.Failed(DrillOutcome.Gap, DrillReason.WrongTime, Invariant($"the first picture is {(moment - first).TotalSeconds:F1} s before the moment"));
        }

        return Follow(pictures, moment, keyframeInterval, isCutShort);
    }

    private static FootageVerdict Follow(IReadOnlyList<ReplayPicture> pictures, DateTimeOffset moment, TimeSpan? keyframeInterval, bool isCutShort)
    {
        var largestStep = LargestStepOf(pictures);
        var first = 0;
        for (var i = 0; i < pictures.Count; i++)
        {
            var at = pictures[i].CapturedAt!.Value;
            var isApart = i > 0 && (pictures[i].IsDiscontinuity || pictures[i - 1].EndsSection || at - pictures[i - 1].CapturedAt!.Value > largestStep);
            if (isApart && at > moment)
            {
                return GapOf(at - moment);
            }

            // A section that begins anew before the moment can hold it as well as the first.
            first = isApart ? i : first;
            if (at >= moment)
            {
                return Held(pictures, first, i, moment, keyframeInterval);
            }
        }

        var missing = (moment - pictures[^1].CapturedAt!.Value).TotalSeconds;
        return isCutShort
            ? FootageVerdict.Failed(DrillOutcome.NotVerified, DrillReason.MomentNotReached, Invariant($"reading stopped {missing:F1} s before the moment"))
            : FootageVerdict.Failed(DrillOutcome.Gap, DrillReason.FootageEnds, Invariant($"the last picture is {missing:F1} s before the moment"));
    }

    private static FootageVerdict Held(IReadOnlyList<ReplayPicture> pictures, int first, int at, DateTimeOffset moment, TimeSpan? keyframeInterval)
    {
        var lead = moment - pictures[first].CapturedAt!.Value;
        var longest = keyframeInterval is { } interval && interval * 2 > LongestLead ? interval * 2 : LongestLead;
        return lead > longest + ReplayRequest.Lead
            ? FootageVerdict.Failed(DrillOutcome.NotVerified, DrillReason.StartsTooEarly, Invariant($"playback begins {lead.TotalSeconds:F1} s before the moment, allowed are {longest.TotalSeconds:F0} s"))
            : new FootageVerdict(DrillOutcome.Proven, null, null, first, at, null);
    }

    /// <summary>The usual time from picture to picture; null: there are not two.</summary>
    public static TimeSpan? StepOf(IReadOnlyList<ReplayPicture> pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        var steps = pictures.Zip(pictures.Skip(1), (before, after) => after.CapturedAt - before.CapturedAt)
            .Where(step => step > TimeSpan.Zero).Select(step => step!.Value).Order().ToList();
        return steps.Count == 0 ? null : steps[steps.Count / 2];
    }

    private static TimeSpan LargestStepOf(IReadOnlyList<ReplayPicture> pictures) =>
        StepOf(pictures) is { } step && step * 2 > LargestStep ? step * 2 : LargestStep;

    private static FootageVerdict GapOf(TimeSpan gap) =>
        FootageVerdict.Failed(DrillOutcome.Gap, DrillReason.Gap, Invariant($"the first picture after the moment is {gap.TotalSeconds:F1} s later"), gap);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
