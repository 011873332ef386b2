using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Rtsp;

namespace CameraHealth.Monitoring.Probing;

/// <summary>The health of a device that speaks RTSP only: it is asked to describe its stream, no session is set up.</summary>
public sealed class RtspHealth(RtspProbe probe, DeviceSessions sessions, StreamAddresses addresses, CameraNetworks networks)
{
    /// <summary>Asks, and books what is found.</summary>
    public async Task ProbeAsync(PollTarget target, ProbeRecord record, CancellationToken cancellationToken)
    {
        var report = await probe.DescribeAsync(
            new RtspProbeRequest
            {
                Target = await addresses.FindAsync(target, cancellationToken),
                Credential = target.Credential,
                Gate = sessions.GateOf(target),
                Deadline = target.Policy.HealthDeadline,
                Connect = networks.ConnectAsync,
            },
            cancellationToken);
        record.Sent(report.FirstByteSentAt);
        record.Explain(report.Trace);
        switch (report.Outcome)
        {
            case StreamOutcome.Refused:
                record.Found(new RungFinding(Rung.Reachable, Finding.Failed, Reason.ConnectRefused, report.Failure?.Detail));
                break;
            case StreamOutcome.Unreachable when report.Failure?.Reason == StreamFailureReason.NoRoute:
                record.Found(new RungFinding(Rung.Reachable, Finding.Failed, Reason.NoRoute, report.Failure.Detail));
                break;
            case StreamOutcome.Unreachable:
                record.Found(new RungFinding(Rung.Reachable, Finding.Failed, Reason.ConnectTimeout, report.Failure?.Detail));
                break;
            case StreamOutcome.NotFound:
                // It let us ask and has no such stream: the stream poll books that; the login is not what is wrong.
                record.Good(Rung.Reachable);
                record.Good(Rung.Authenticated);
                break;
            default:
                record.Good(Rung.Reachable);
                record.Found(StreamFindings.Of(Rung.Authenticated, report));
                break;
        }
    }
}
