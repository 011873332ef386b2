using CameraHealth.Monitoring.Drills;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Probing;
using CameraHealth.Monitoring.Recordings;
using CameraHealth.Onvif;
using CameraHealth.Rtsp;
using CameraHealth.Storage.Drills;
using CameraHealth.Storage.Recordings;

namespace CameraHealth.Worker.Recorders;

/// <summary>Makes one drill: where the footage is, one playback within the permits and the login budget, the result with its cause.</summary>
public sealed class DrillMaker(
    DeviceSessions sessions,
    PollPermits permits,
    OwnNetwork ownNetwork,
    CameraNetworks networks,
    TrustBook trust,
    FootageLocator locator,
    DrillRun run,
    DrillStore drills,
    RecordingStore recordings,
    RecorderOptions options,
    DatabaseClock clock)
{
    /// <summary>Makes a drill that was taken up, and keeps its result.</summary>
    public async Task<DrillResult> MakeAsync(WaitingDrill drill, PollTarget target, CancellationToken cancellationToken)
    {
        var learned = await drills.ReadLearnedAsync(target.Device.Id, cancellationToken);
        var result = await ExcuseAsync(await FetchAsync(drill, target, learned, cancellationToken), cancellationToken);
        if (drill.Control == "future" && result.Frames > 0)
        {
            result = result with { Reason = DrillReason.IgnoresTime, Detail = "the recorder plays for a time that is yet to come" };
        }

        await drills.FinishAsync(drill.Id, result, await CauseOfAsync(result, target, drill, cancellationToken), learned.CameraClock, clock.Offset, cancellationToken);
        return result;
    }

    private async Task<DrillResult> FetchAsync(WaitingDrill drill, PollTarget target, LearnedOfCamera learned, CancellationToken cancellationToken)
    {
        if (target.Contacted.OnvifPort is null)
        {
            return DrillFailures.Of(drill.At, new FootageUnknownException(StreamFailureReason.MethodRefused, "the device has no ONVIF, and so no address of playback"));
        }

        try
        {
            var around = await recordings.FindClockAsync(target.Contacted.Id, drill.At, cancellationToken);
            var wanted = new FootageWanted(drill.At, drill.Length, target.Device.Channel, null, around, options.TimeZone);
            var footage = await locator.LocateAsync(sessions.OnvifOf(target), wanted, cancellationToken);
            // One session at a time on a recorder, whoever wants it: the streams of its channels wait meanwhile.
            using var permit = await permits.TakeStreamAsync(target, cancellationToken);
            await drills.TellAsync(drill.Id, "fetching", cancellationToken);
            return await run.ExecuteAsync(OrderOf(drill, target, footage, around, learned), cancellationToken);
        }
        catch (OnvifException failure)
        {
            return DrillFailures.Of(drill.At, failure);
        }
        catch (FootageUnknownException failure)
        {
            return DrillFailures.Of(drill.At, failure);
        }
    }

    private DrillOrder OrderOf(WaitingDrill drill, PollTarget target, FootageAddress footage, ClockOffset? around, LearnedOfCamera learned) => new()
    {
        // The certificate and the login that the recorder's live streams showed first are expected of playback, too.
        Access = trust.Expect(target, new RtspProbeRequest
        {
            Target = footage.Address,
            Credential = target.Credential,
            Gate = sessions.GateOf(target),
            Deadline = options.PlaybackDeadline,
            Connect = networks.ConnectAsync,
        }),
        At = drill.At,
        Length = drill.Length,
        Clock = around ?? footage.Clock,
        IsClockOfMoment = around is not null,
        KeyframeInterval = learned.KeyframeInterval,
        IsControl = drill.Control is not null,
        IsOnvif = footage.IsOnvif,
    };

    // Before a recorder is blamed for silence: are we cut off ourselves?
    private async Task<DrillResult> ExcuseAsync(DrillResult result, CancellationToken cancellationToken) =>
        result.Outcome is DrillOutcome.Unreachable or DrillOutcome.Timeout && !await ownNetwork.IsUpAsync(cancellationToken)
            ? result with { Reason = StreamFailureReason.OwnNetworkDown }
            : result;

    private async Task<string?> CauseOfAsync(DrillResult result, PollTarget target, WaitingDrill drill, CancellationToken cancellationToken)
    {
        if (DrillStandings.Of(result.Outcome, result.Reason) != DrillStanding.Failed)
        {
            return null;
        }

        if (result.Outcome != DrillOutcome.Gap || result.Reason is not (DrillReason.Gap or DrillReason.FootageEnds or StreamFailureReason.NoFrames))
        {
            return result.Outcome == DrillOutcome.Gap ? result.Reason : System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(result.Outcome.ToString());
        }

        var length = result.Gap is { } gap && gap > drill.Length ? gap : drill.Length;
        var cause = await recordings.FindCauseAsync(target.Device.Id, target.Contacted.Id, new Stretch(drill.At, drill.At + length), cancellationToken);
        return cause == "unknown" ? DrillReason.Gap : cause;
    }
}
