using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Probing.Contracts;
using CameraHealth.Onvif;
using CameraHealth.Rtsp;

namespace CameraHealth.Monitoring.Probing;

/// <summary>Some seconds of RTP: do frames really arrive, and as the contract wants them.</summary>
public sealed class StreamProbe(
    RtspProbe probe, DeviceSessions sessions, StreamAddresses addresses, CameraNetworks networks, TrustBook trust, ContractJudge judge, SubStreamProbe sub, TimeProvider time) : IProbe
{
    // Less than the poll's own deadline, so that a stream that hangs ends with its reason and its TEARDOWN.
    private static readonly TimeSpan LeftForTeardown = TimeSpan.FromSeconds(2);

    // Enough is known after this time already, once two keyframes have come: rates settle in the second after the first one.
    internal static readonly TimeSpan LeastReceive = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public PollKind Kind => PollKind.Stream;

    /// <inheritdoc/>
    public async Task ProbeAsync(PollTarget target, ProbeRecord record, CancellationToken cancellationToken)
    {
        var begunAt = time.GetTimestamp();
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
        if (report.Outcome == StreamOutcome.NotFound)
        {
            addresses.Forget(target);
        }

        await trust.LearnAsync(target, report, cancellationToken);
        if (report.Frames > 0)
        {
            await JudgeAsync(target, StreamFindings.ReadingOf(report), isGood: report.Outcome == StreamOutcome.Streaming, begunAt, record, cancellationToken);
        }
    }

    private async Task JudgeAsync(PollTarget target, StreamReading measured, bool isGood, long begunAt, ProbeRecord record, CancellationToken cancellationToken)
    {
        record.Stream = measured;
        if (!isGood)
        {
            return;
        }

        record.Stream = measured = await judge.JudgeAsync(target, StreamRole.Main, measured, cancellationToken);
        Book(record, measured);
        var timeLeft = target.Policy.StreamDeadline - LeftForTeardown - time.GetElapsedTime(begunAt);
        record.Stream = measured = measured with { Sub = await sub.FindAsync(target, timeLeft, record, cancellationToken) };
        Book(record, measured);
    }

    // The main stream is named first: the sub stream explains nothing of it.
    private static void Book(ProbeRecord record, StreamReading measured)
    {
        if (measured.Deviations is [var first, ..])
        {
            var all = string.Join("; ", measured.Deviations.Select(Line));
            record.Found(new RungFinding(Rung.Streaming, Finding.Deviating, ContractCheck.ReasonOf(first.Term), all));
            record.Explain([$"out of contract: {all}"]);
        }
        else if (measured.Sub is { IsInContract: false } sub)
        {
            var all = sub.Measures is { } measures ? string.Join("; ", measures.Deviations.Select(Line)) : $"{sub.Reason}";
            record.Found(new RungFinding(Rung.Streaming, Finding.Deviating, Reason.SubStreamOffContract, all));
            record.Explain([$"sub stream out of contract: {all}"]);
        }
    }

    private static string Line(ContractDeviation deviation) => $"{deviation.Term}: {deviation.Wanted} wanted, {deviation.Measured} measured";
}
