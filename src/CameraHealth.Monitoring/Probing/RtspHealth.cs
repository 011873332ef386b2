using CameraHealth.Monitoring.Fleet;
using CameraHealth.Rtsp;

namespace CameraHealth.Monitoring.Probing;

/// <summary>The health of a device that speaks RTSP only: it is asked to describe its stream, no session is set up.</summary>
public sealed class RtspHealth(RtspProbe probe, DeviceSessions sessions, StreamAddresses addresses, CameraNetworks networks, TrustBook trust)
{
    /// <summary>Asks, and books what is found.</summary>
    public async Task ProbeAsync(PollTarget target, ProbeRecord record, CancellationToken cancellationToken)
    {
        var report = await probe.DescribeAsync(
            trust.Expect(target, new RtspProbeRequest
            {
                Target = await addresses.FindAsync(target, cancellationToken),
                Credential = target.Credential,
                Gate = sessions.GateOf(target),
                Deadline = target.Policy.HealthDeadline,
                Connect = networks.ConnectAsync,
            }),
            cancellationToken);
        record.Sent(report.FirstByteSentAt);
        record.Explain(report.Trace);
        foreach (var finding in StreamFindings.OfHealth(report))
        {
            record.Found(finding);
        }

        await trust.LearnAsync(target, report, cancellationToken);
    }
}
