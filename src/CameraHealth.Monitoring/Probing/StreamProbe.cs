using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Onvif;
using CameraHealth.Rtsp;

namespace CameraHealth.Monitoring.Probing;

/// <summary>Some seconds of RTP: do frames really arrive.</summary>
public sealed class StreamProbe(RtspProbe probe, DeviceSessions sessions, StreamAddresses addresses, CameraNetworks networks, TrustBook trust) : IProbe
{
    // Less than the poll's own deadline, so that a stream that hangs ends with its reason and its TEARDOWN.
    private static readonly TimeSpan LeftForTeardown = TimeSpan.FromSeconds(2);

    // Enough is known after this time already, once two keyframes have come: rates settle in the second after the first one.
    private static readonly TimeSpan LeastReceive = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public PollKind Kind => PollKind.Stream;

    /// <inheritdoc/>
    public async Task ProbeAsync(PollTarget target, ProbeRecord record, CancellationToken cancellationToken)
    {
        record.Ask(Rung.Streaming);
        Uri address;
        try
        {
            address = await addresses.FindAsync(target, cancellationToken);
        }
        catch (OnvifException failure)
        {
            record.Explain([$"stream address: {failure.Reason}"]);
            var finding = OnvifFindings.Of(Rung.Streaming, failure);
            // ONVIF did not tell us where to ask, so the stream itself was not asked: that says nothing about it.
            record.Found(finding.Finding == Finding.Failed ? finding with { Finding = Finding.Inconclusive, Reason = Reason.StreamAddressUnknown } : finding);
            return;
        }
        catch (StreamAddressUnknownException)
        {
            record.Abandon(Finding.Failed, Reason.StreamAddressUnknown);
            return;
        }

        var report = await probe.ProbeAsync(
            trust.Expect(target, new RtspProbeRequest
            {
                Target = address,
                Credential = target.Credential,
                Gate = sessions.GateOf(target),
                Receive = target.Policy.StreamReceive,
                EnoughAfter = LeastReceive,
                Deadline = target.Policy.StreamDeadline - LeftForTeardown,
                Connect = networks.ConnectAsync,
            }),
            cancellationToken);
        record.Sent(report.FirstByteSentAt);
        record.Explain(report.Trace);
        record.Found(StreamFindings.Of(Rung.Streaming, report));
        record.Stream = report.Frames > 0 ? StreamFindings.ReadingOf(report) : null;
        if (report.Outcome == StreamOutcome.NotFound)
        {
            addresses.Forget(target);
        }

        await trust.LearnAsync(target, report, cancellationToken);
    }
}
