using System.Threading.Channels;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Probing;
using CameraHealth.Monitoring.Telemetry;
using Microsoft.Extensions.Logging;

namespace CameraHealth.Monitoring;

/// <summary>One poll, from top to bottom: permit, observation, assessment, batch. A poll never throws for what a device did.</summary>
public sealed partial class PollPipeline(
    IEnumerable<IProbe> probes,
    PollPermits permits,
    OwnNetwork ownNetwork,
    StateBook states,
    ChannelWriter<AssessedObservation> batches,
    PollMeters meters,
    TimeProvider time,
    ILogger<PollPipeline> log,
    IPictureSink? pictures = null)
{
    private readonly Dictionary<PollKind, IProbe> _probes = probes.ToDictionary(probe => probe.Kind);

    /// <summary>Polls one device and hands what came of it to the batch writer.</summary>
    /// <param name="request">Who, what, and when it was due.</param>
    /// <param name="stopping">The worker stops: the poll ends at once and leaves no observation.</param>
    /// <returns>The assessment; null: nothing was assessed (stopping, not owned any more, queue full).</returns>
    public async Task<AssessmentResult?> PollAsync(PollRequest request, CancellationToken stopping)
    {
        if (await ProbeAsync(request, stopping) is not { } record)
        {
            return null;
        }

        var findings = await ExcuseAsync(request, record.Findings);
        return stopping.IsCancellationRequested ? null : Assess(request, Observe(request, record, findings), record.PictureBytes);
    }

    private async Task<ProbeRecord?> ProbeAsync(PollRequest request, CancellationToken stopping)
    {
        var record = new ProbeRecord();
        record.Ask(request.Target.Device.ApplicableRungs.First(rung => Rungs.MeasuredBy(rung) == request.Kind));
        try
        {
            using var permit = await TakePermitAsync(request, stopping);
            if (permit is null)
            {
                record.Abandon(Finding.Inconclusive, Reason.NoPermit, "our own limits let no poll through in time");
            }
            else
            {
                await AskAsync(request, record, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            // A bug of ours must not read as a sick camera, and must not stop the sweep.
            ProbeFailed(log, exception, request.Target.Device.Code, request.Kind);
            record.Abandon(Finding.Inconclusive, Reason.InternalError);
        }

        return record;
    }

    private async Task<IDisposable?> TakePermitAsync(PollRequest request, CancellationToken stopping)
    {
        using var patience = new CancellationTokenSource(request.Target.Policy.DeadlineOf(request.Kind), time);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stopping, patience.Token);
        try
        {
            return await permits.TakeAsync(request.Target, request.Kind, waiting.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task AskAsync(PollRequest request, ProbeRecord record, CancellationToken stopping)
    {
        var deadline = request.Target.Policy.DeadlineOf(request.Kind);
        using var limit = new CancellationTokenSource(deadline, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(stopping, limit.Token);
        try
        {
            await _probes[request.Kind].ProbeAsync(request.Target, record, linked.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            // That no picture came is no fault of a camera whose frames arrive.
            var (finding, reason) = request.Kind == PollKind.Picture ? (Finding.Inconclusive, Reason.PictureTimeout) : (Finding.Failed, Reason.ReplyTimeout);
            record.Abandon(finding, reason, $"not finished within {deadline.TotalSeconds:0} s");
        }
    }

    // Before a device is blamed for silence: are we cut off ourselves?
    private async Task<IReadOnlyList<RungFinding>> ExcuseAsync(PollRequest request, IReadOnlyList<RungFinding> findings)
    {
        if (!findings.Any(IsSilence) || await ownNetwork.IsUpAsync(CancellationToken.None))
        {
            return findings;
        }

        OwnNetworkIsDown(log, request.Target.Device.SiteCode);
        return [.. findings.Select(finding => finding.Finding == Finding.Failed ? finding with { Finding = Finding.Inconclusive, Reason = Reason.OwnNetworkDown } : finding)];
    }

    // Nothing came from the other side: its silence and a cable out of our own machine look alike.
    private static bool IsSilence(RungFinding finding) => finding is
    {
        Finding: Finding.Failed,
        Reason: Reason.NoRoute or Reason.ConnectTimeout or Reason.ReplyTimeout or Reason.RecorderUnavailable
            or Reason.RtspUnreachable or Reason.RtspTimeout or Reason.NoFrames,
    };

    private Observation Observe(PollRequest request, ProbeRecord record, IReadOnlyList<RungFinding> findings)
    {
        var now = ToMicroseconds(time.GetUtcNow());
        // Never the due time it was made for: a clock set back a little in the meantime must not make it due again.
        var nextDue = PollGrid.NextDue(request.Target, request.Kind, now > request.DueAt ? now : request.DueAt);
        // That a device has no picture to offer is no failure whose trace anybody looks for.
        var isGood = findings.Count > 0 && findings.All(finding => finding.Finding == Finding.Good || finding.Reason == Reason.PictureSourceMissing);
        return new Observation
        {
            DeviceId = request.Target.Device.Id,
            Kind = request.Kind,
            DueAt = request.DueAt,
            At = now,
            NextDueAt = nextDue,
            // The next poll may wait for its permits as long as it may ask: before both have passed, it is not missing.
            VouchedUntil = nextDue + 2 * request.Target.Policy.DeadlineOf(request.Kind),
            Duration = now - (record.FirstByteSentAt ?? request.DueAt) is var span && span > TimeSpan.Zero ? span : TimeSpan.Zero,
            Lateness = record.FirstByteSentAt - request.DueAt,
            Findings = findings,
            Clock = record.Clock,
            Stream = record.Stream,
            Picture = record.Picture,
            Identity = record.Identity,
            Trace = isGood ? [] : record.Trace,
        };
    }

    private AssessmentResult? Assess(PollRequest request, Observation observation, ReadOnlyMemory<byte>? picture)
    {
        AssessmentResult? result = null;
        states.Judge(observation.DeviceId, previous =>
        {
            observation = Follow(previous.LastAt, observation);
            var judged = Assessor.Assess(previous, observation, request.Target.Policy);
            var item = new AssessedObservation(request.Group.Id, request.Group.Epoch, observation, previous.LastAt, judged.State, judged.Transitions);
            if (!batches.TryWrite(item))
            {
                meters.Dropped(request.Kind);
                return null;
            }

            meters.Polled(request.Kind, observation.Findings, request.IsRepeat ? null : observation.Lateness);
            result = judged;
            return judged.State;
        });
        if (result is not null && picture is { } bytes && observation.Picture is { } reading)
        {
            pictures?.Offer(new TakenPicture(observation.DeviceId, observation.At, reading, bytes));
        }

        return result;
    }

    // Two polls may end within one tick of the clock, or the clock is set back: a device's times only grow.
    private Observation Follow(DateTimeOffset? last, Observation observation)
    {
        if (!(observation.At <= last))
        {
            return observation;
        }

        meters.Raised();
        return observation with { At = last.Value.AddMicroseconds(1) };
    }

    // Postgres keeps microseconds: a finer time would not equal itself after a round trip.
    private static DateTimeOffset ToMicroseconds(DateTimeOffset at) => new(at.UtcTicks - at.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    [LoggerMessage(1, LogLevel.Error, "Probe of {Device} ({Kind}) failed within the program")]
    private static partial void ProbeFailed(ILogger log, Exception exception, string device, PollKind kind);

    [LoggerMessage(2, LogLevel.Warning, "Own network is down: {Site} is not judged")]
    private static partial void OwnNetworkIsDown(ILogger log, string site);
}
