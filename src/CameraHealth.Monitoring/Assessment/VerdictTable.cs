using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Monitoring.Assessment;

/// <summary>The overall verdict on a device.</summary>
/// <param name="Status">The verdict.</param>
/// <param name="Reason">Why; <see cref="Reason.None"/> when Healthy.</param>
/// <param name="BrokenRung">First rung that broke or is not known; null when Healthy.</param>
public readonly record struct Verdict(Status Status, Reason Reason, Rung? BrokenRung);

/// <summary>From the rungs to the overall verdict: the table of the design, in its order.</summary>
public static class VerdictTable
{
    /// <summary>Judges the applicable rungs of one device.</summary>
    public static Verdict Judge(IReadOnlyList<RungState> rungs)
    {
        RungState? Find(Rung rung) => rungs.FirstOrDefault(state => state.Rung == rung);
        var (reachable, stream) = (Find(Rung.Reachable), Find(Rung.Streaming));

        if (reachable is { Status: RungStatus.Failed })
        {
            return Of(Status.Unhealthy, reachable);
        }

        if (rungs.Any(IsMissing))
        {
            // A refused login below is why the rungs above are not known.
            var first = rungs.First(rung => IsMissing(rung) || rung.Status == RungStatus.Refused);
            return new Verdict(Status.Unknown, first.Inconclusive ?? first.Reason, first.Rung);
        }

        if (stream is { Status: RungStatus.Failed })
        {
            // The first broken rung is named, but a login that we are refused is not what stopped the stream.
            return Of(Status.Unhealthy, rungs.First(rung => rung.Status == RungStatus.Failed));
        }

        if (Find(Rung.Picture) is { Status: RungStatus.Failed } dark)
        {
            return Of(Status.Unhealthy, dark);
        }

        var silent = rungs.FirstOrDefault(rung => rung.Status == RungStatus.Failed);
        if (stream is { Status: RungStatus.Good or RungStatus.Deviating })
        {
            // ONVIF silent, or its login refused, while pictures arrive: it works, but not as it should.
            return (silent ?? rungs.FirstOrDefault(rung => rung.Status is RungStatus.Refused or RungStatus.Deviating)) is { } flaw
                ? Of(Status.Degraded, flaw)
                : new Verdict(Status.Healthy, Reason.None, null);
        }

        if (rungs.FirstOrDefault(rung => rung.Status == RungStatus.Refused) is { } refused)
        {
            return Of(Status.Unknown, refused);
        }

        return silent is not null ? Of(Status.Unhealthy, silent)
            : rungs.FirstOrDefault(rung => rung.Status == RungStatus.Deviating) is { } deviating ? Of(Status.Degraded, deviating)
            : new Verdict(Status.Healthy, Reason.None, null);
    }

    // A picture that was never looked at hides nothing; one that was bad and can no longer be looked at is not held to be good again.
    private static bool IsMissing(RungState rung) => rung.Status == RungStatus.Unknown && (Rungs.IsRequired(rung.Rung) || rung.RanOutFrom is not null);

    private static Verdict Of(Status status, RungState rung) => new(status, rung.Reason, rung.Rung);
}
