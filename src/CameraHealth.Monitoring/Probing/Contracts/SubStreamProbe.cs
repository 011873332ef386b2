using System.Collections.Concurrent;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Onvif;
using CameraHealth.Rtsp;

namespace CameraHealth.Monitoring.Probing.Contracts;

/// <summary>
/// Measures the sub stream in what a stream poll has left of its time, after the main stream: once an hour while it keeps its contract, with every poll
/// while it does not, so that it is confirmed and recovers as any other finding.
/// </summary>
public sealed class SubStreamProbe(
    RtspProbe probe, DeviceSessions sessions, RecorderChannels channels, CameraNetworks networks, TrustBook trust, ContractBook book, ContractJudge judge, TimeProvider time)
{
    private const int GoodInARow = 2;

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan ProfilesHold = TimeSpan.FromHours(24);

    // With less than this for the dialogue beside the receiving it is not worth beginning.
    private static readonly TimeSpan LeastDialogue = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<long, Known> _known = new();

    /// <summary>What is known of the sub stream after this; null: it has none, or no contract, or could not be measured so far.</summary>
    /// <param name="target">The device.</param>
    /// <param name="timeLeft">What the poll has left.</param>
    /// <param name="record">For the trace.</param>
    /// <param name="cancellationToken">The poll's.</param>
    public async Task<SubStreamReading?> FindAsync(PollTarget target, TimeSpan timeLeft, ProbeRecord record, CancellationToken cancellationToken)
    {
        if (book.Of(target, StreamRole.Sub) is not { } contract)
        {
            _known.TryRemove(target.Device.Id, out _);
            return null;
        }

        var last = _known.GetValueOrDefault(target.Device.Id);
        var isKnownGood = last is { GoodInARow: >= GoodInARow } && time.GetUtcNow() - last.Reading.At < Interval && last.Contract == contract;
        if (isKnownGood || timeLeft < target.Policy.StreamReceive + LeastDialogue || await FindAddressAsync(target, contract, cancellationToken) is not { } address)
        {
            return last?.Reading;
        }

        if (await MeasureAsync(target, address, timeLeft, record, cancellationToken) is not { } reading)
        {
            return last?.Reading;
        }

        _known[target.Device.Id] = new Known(contract, reading, reading.IsInContract ? (last?.GoodInARow ?? 0) + 1 : 0);
        return reading;
    }

    private async Task<SubStreamReading?> MeasureAsync(PollTarget target, Uri address, TimeSpan timeLeft, ProbeRecord record, CancellationToken cancellationToken)
    {
        var report = await probe.ProbeAsync(
            trust.Expect(target, new RtspProbeRequest
            {
                Target = address,
                Credential = target.Credential,
                Gate = sessions.GateOf(target),
                Receive = target.Policy.StreamReceive,
                EnoughAfter = StreamProbe.LeastReceive,
                Deadline = timeLeft,
                Connect = networks.ConnectAsync,
            }),
            cancellationToken);
        record.Explain(report.Trace.Select(line => $"sub stream: {line}"));
        await trust.LearnAsync(target, report, cancellationToken);
        var found = StreamFindings.Of(Rung.Streaming, report);
        return found.Finding switch
        {
            Finding.Good => new SubStreamReading(time.GetUtcNow(), Reason.None, await judge.JudgeAsync(target, StreamRole.Sub, StreamFindings.ReadingOf(report), cancellationToken)),
            Finding.Failed => new SubStreamReading(time.GetUtcNow(), found.Reason, null),
            // Busy, refused, cut off: that says nothing about the stream.
            _ => null,
        };
    }

    private async Task<Uri?> FindAddressAsync(PollTarget target, RegisteredContract contract, CancellationToken cancellationToken)
    {
        if (contract.Path is { } path)
        {
            return StreamAddresses.Registered(target, path);
        }

        try
        {
            return await channels.KnownAsync(target, ProfilesHold, cancellationToken) is { } profiles && RecorderChannels.SubOf(profiles, target.Device) is { } profile
                ? StreamAddresses.WithRegisteredPort(target, await sessions.OnvifOf(target).GetStreamUriAsync(profile, cancellationToken))
                : null;
        }
        catch (OnvifException)
        {
            return null;
        }
    }

    private sealed record Known(RegisteredContract Contract, SubStreamReading Reading, int GoodInARow);
}
