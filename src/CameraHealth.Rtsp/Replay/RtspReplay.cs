using System.Net.Sockets;

namespace CameraHealth.Rtsp.Replay;

/// <summary>
/// Fetches footage of one moment over RTSP: by ONVIF replay (Streaming 6), or by a maker's own address. Always over the connection, never
/// more than one session, and always with TEARDOWN. Holds no state.
/// </summary>
public sealed class RtspReplay(TimeProvider time)
{
    private static readonly TimeSpan DialogueTime = TimeSpan.FromSeconds(30);

    /// <summary>Fetches the footage.</summary>
    /// <returns>Always a report; a failure is an outcome with a reason.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up; the device was told goodbye.</exception>
    public async Task<ReplayReport> FetchAsync(ReplayRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var findings = new StreamFindings(time);
        var attempt = new ReplayAttempt(request, findings, time);
        var startedAt = time.GetTimestamp();
        var failure = await RunAsync(request, attempt, cancellationToken);
        return Report(findings, attempt, failure) with { Duration = time.GetElapsedTime(startedAt) };
    }

    private async Task<StreamException?> RunAsync(ReplayRequest request, ReplayAttempt attempt, CancellationToken caller)
    {
        try
        {
            using var deadline = new Deadline(time, request.Access.Deadline ?? DialogueTime + (2 * request.Length), caller);
            await attempt.RunAsync(deadline, caller);
            return attempt.Reception is { Pictures.Count: > 0 }
                ? null
                : new StreamException(StreamOutcome.NoMedia, StreamFailureReason.NoFrames, "PLAY was accepted and no picture came.");
        }
        catch (StreamException e)
        {
            return e;
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            return new StreamException(StreamOutcome.Timeout, StreamFailureReason.ReplyTimeout, "No reply in time.");
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return new StreamException(StreamOutcome.ProtocolError, StreamFailureReason.ConnectionClosed, $"The connection broke ({DeviceText.Shorten(e.Message)}).");
        }
    }

    private static ReplayReport Report(StreamFindings findings, ReplayAttempt attempt, StreamException? failure)
    {
        var reception = attempt.Reception;
        var dialogue = findings.Dialogue;
        var clock = ReplayClock.OffsetOf(dialogue);
        return new ReplayReport
        {
            Outcome = failure?.Outcome ?? StreamOutcome.Streaming,
            Failure = failure?.ToFailure(),
            Codec = findings.Video?.Codec(findings.PayloadType),
            Pictures = reception?.Pictures ?? [],
            PacketsLost = reception is { Sequence.Received: > 0 } ? reception.Sequence.Lost : null,
            Media = reception?.ToMedia() ?? [],
            MediaBegins = reception?.MediaBegins ?? 0,
            IsCutShort = reception?.IsCutShort ?? false,
            ClockOffset = clock?.Offset,
            ClockError = clock?.Error,
            AskedAt = attempt.AskedAt,
            AnsweredRange = attempt.AnsweredRange,
            FirstByteSentAt = dialogue?.FirstByteSentAt,
            Trace = findings.Trace.Lines,
        };
    }
}
