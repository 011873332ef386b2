using CameraHealth.Monitoring.Observations;
using CameraHealth.Rtsp;

namespace CameraHealth.Monitoring.Probing;

/// <summary>What an RTSP probe says about a rung: the one table from the probe's outcomes to findings.</summary>
internal static class StreamFindings
{
    /// <summary>The finding for <paramref name="rung"/>: streaming for a stream poll; for a device without ONVIF also the lower ones.</summary>
    public static RungFinding Of(Rung rung, StreamReport report)
    {
        var (finding, reason) = (report.Outcome, report.Failure?.Reason) switch
        {
            (StreamOutcome.Streaming or StreamOutcome.Described, _) => (Finding.Good, Reason.None),
            (StreamOutcome.Unauthenticated, StreamFailureReason.CredentialsMissing) => (Finding.Refused, Reason.CredentialsMissing),
            (StreamOutcome.Unauthenticated, StreamFailureReason.LoginHeld) => (Finding.Refused, Reason.LoginHeld),
            (StreamOutcome.Unauthenticated, StreamFailureReason.BudgetUnavailable) => (Finding.Inconclusive, Reason.BudgetUnavailable),
            (StreamOutcome.Unauthenticated, StreamFailureReason.LoginSchemeUnsupported) => (Finding.Refused, Reason.LoginSchemeUnsupported),
            (StreamOutcome.Unauthenticated, StreamFailureReason.LoginSchemeWeaker) => (Finding.Refused, Reason.LoginSchemeWeaker),
            (StreamOutcome.Unauthenticated, StreamFailureReason.Forbidden) => (Finding.Refused, Reason.NotPermitted),
            // Accepted moments ago and refused now: the device is full, the password is not wrong.
            (StreamOutcome.Unauthenticated, StreamFailureReason.LoginWithdrawn) => (Finding.Inconclusive, Reason.DeviceBusy),
            (StreamOutcome.Unauthenticated, _) => (Finding.Refused, Reason.CredentialsRefused),
            (StreamOutcome.NoMedia, StreamFailureReason.NoVideoTrack) => (Finding.Failed, Reason.NoVideoTrack),
            (StreamOutcome.NoMedia, _) => (Finding.Failed, Reason.NoFrames),
            (StreamOutcome.NotFound, _) => (Finding.Failed, Reason.StreamNotFound),
            (StreamOutcome.Busy, _) => (Finding.Inconclusive, Reason.DeviceBusy),
            // What is not spoken here (another scheme, multicast) is no fault of the device.
            (StreamOutcome.Unsupported, StreamFailureReason.TransportRefused or StreamFailureReason.SchemeUnsupported) => (Finding.Inconclusive, Reason.StreamUnsupported),
            (StreamOutcome.Unsupported, _) => (Finding.Failed, Reason.StreamUnsupported),
            // We hold our login back until a person has looked: that says nothing about the stream, so it is no downtime.
            (StreamOutcome.TlsFailed, StreamFailureReason.CertificateChanged) => (Finding.Refused, Reason.CertificateChanged),
            (StreamOutcome.TlsFailed, _) => (Finding.Failed, Reason.TlsFailed),
            (StreamOutcome.Refused, _) => (Finding.Failed, Reason.RtspRefused),
            (StreamOutcome.Unreachable, StreamFailureReason.NameNotResolved) => (Finding.Inconclusive, Reason.NameNotResolved),
            (StreamOutcome.Unreachable, StreamFailureReason.AddressNotAllowed) => (Finding.Inconclusive, Reason.AddressNotAllowed),
            (StreamOutcome.Unreachable, StreamFailureReason.OwnNetworkDown) => (Finding.Inconclusive, Reason.OwnNetworkDown),
            (StreamOutcome.Unreachable, _) => (Finding.Failed, Reason.RtspUnreachable),
            (StreamOutcome.Timeout, _) => (Finding.Failed, Reason.RtspTimeout),
            _ => (Finding.Failed, Reason.RtspProtocolError),
        };
        return new RungFinding(rung, finding, reason, report.Failure?.Detail);
    }

    /// <summary>What asking to describe says about the lower rungs of a device that speaks RTSP only.</summary>
    public static IEnumerable<RungFinding> OfHealth(StreamReport report) => report.Outcome switch
    {
        StreamOutcome.Refused or StreamOutcome.Unreachable => [OfConnecting(report)],
        // It let us ask and has no such stream: the stream poll books that; the login is not what is wrong.
        StreamOutcome.NotFound => [RungFinding.Good(Rung.Reachable), RungFinding.Good(Rung.Authenticated)],
        _ => [RungFinding.Good(Rung.Reachable), Of(Rung.Authenticated, report)],
    };

    private static RungFinding OfConnecting(StreamReport report) => (Of(Rung.Reachable, report), report.Failure?.Reason) switch
    {
        ({ Finding: Finding.Inconclusive } ours, _) => ours,
        ({ } refused, _) when report.Outcome == StreamOutcome.Refused => refused with { Reason = Reason.ConnectRefused },
        ({ } lost, StreamFailureReason.NoRoute) => lost with { Reason = Reason.NoRoute },
        var (silent, _) => silent with { Reason = Reason.ConnectTimeout },
    };

    /// <summary>The measures of a report.</summary>
    public static StreamReading ReadingOf(StreamReport report) => new()
    {
        Codec = report.Codec,
        Width = report.Width,
        Height = report.Height,
        FrameRate = report.FrameRate,
        FrameRateTimestamps = report.FrameRateTimestamps,
        FrameRateDeclared = report.FrameRateDeclared,
        BitRate = report.BitRate,
        LossRatio = report.LossRatio,
        Jitter = report.Jitter,
        KeyframeInterval = report.KeyframeInterval,
        TimeToFirstKeyframe = report.TimeToFirstKeyframe,
        LongestGap = report.LongestGap,
    };
}
