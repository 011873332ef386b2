using System.Globalization;
using CameraHealth.Rtsp.Sdp;

namespace CameraHealth.Rtsp.Replay;

/// <summary>One playback, from connecting to TEARDOWN.</summary>
internal sealed class ReplayAttempt(ReplayRequest wanted, StreamFindings findings, TimeProvider time)
{
    private const string Require = "Require: onvif-replay\r\n";
    private ReplayRequest _request = wanted;

    /// <summary>What came; null: it did not come to PLAY.</summary>
    public ReplayReception? Reception { get; private set; }

    /// <summary>The Range of the reply to PLAY.</summary>
    public string? AnsweredRange { get; private set; }

    /// <summary>The moment by the device's clock; null: it did not come to PLAY.</summary>
    public DateTimeOffset? AskedAt { get; private set; }

    private string OnvifOnly => _request.IsOnvif ? Require : string.Empty;

    public async Task RunAsync(Deadline deadline, CancellationToken caller)
    {
        var address = RtspAddress.From(_request.Access.Target);
        using var connection = await DeviceConnection.OpenAsync(_request.Access, address, findings, time, deadline, caller);
        await using var login = new RtspLogin(_request.Access, time);
        var dialogue = new RtspDialogue(connection, login, findings.Trace, time, _request.Access.ReplyTimeout);
        (findings.Dialogue, findings.Login) = (dialogue, login);

        await dialogue.RequestAsync("OPTIONS", address, string.Empty, deadline);
        var described = (await dialogue.RequestAsync("DESCRIBE", address, "Accept: application/sdp\r\n", deadline)).EnsureSuccess("DESCRIBE");
        var description = SessionDescription.Parse(described.Body);
        var video = findings.Video = description.ChooseVideo()
            ?? throw new StreamException(StreamOutcome.NoMedia, StreamFailureReason.NoVideoTrack, "The description names no video.");
        var baseAddress = ControlUrl.BaseOf(described, address);
        var session = ControlUrl.Resolve(baseAddress, description.Control);
        try
        {
            await PlayAsync(connection, dialogue, session, ControlUrl.Resolve(baseAddress, video.Control), deadline, caller);
        }
        finally
        {
            await DeviceConnection.SayGoodbyeAsync(dialogue, session, time);
        }
    }

    private async Task PlayAsync(RtspConnection connection, RtspDialogue dialogue, RtspAddress session, RtspAddress track, Deadline deadline, CancellationToken caller)
    {
        var transport = $"Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n{OnvifOnly}";
        var setup = SetupReply.Parse((await dialogue.RequestAsync("SETUP", track, transport, deadline)).EnsureSuccess("SETUP"), askedForUdp: false);
        if (_request.AtIsTrueTime)
            _request = _request with { At = _request.At + (ReplayClock.OffsetOf(dialogue)?.Offset ?? TimeSpan.Zero) };
        AskedAt = _request.At;
        Reception = new ReplayReception(_request, findings.Video!, findings.PayloadType, setup, dialogue.OldSources, time);
        dialogue.BeginReception(Reception);
        var played = (await dialogue.RequestAsync("PLAY", session, PlayHeaders(), deadline)).EnsureSuccess("PLAY");
        AnsweredRange = played.Header("Range");
        await ReceiveAsync(connection, dialogue, Reception, deadline, caller);
        Reception.End();
    }

    // Until enough came, the device says that it was all, or is silent: at the end of footage it just stops (ONVIF Streaming 6.7).
    private async Task ReceiveAsync(RtspConnection connection, RtspDialogue dialogue, ReplayReception reception, Deadline deadline, CancellationToken caller)
    {
        try
        {
            do
            {
                while (dialogue.TakeReceived() is not null)
                {
                    // Nothing was asked.
                }

                if (reception.IsOver || reception.IsAtItsEnd)
                    return;
                deadline.LimitStep(reception.Sequence.Received == 0 ? _request.FirstPacketTimeout : _request.Silence);
            }
            while (await connection.ReceiveAsync(deadline.Token));
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            // Silence is an end like any other; not so that our own time is up while it still sends.
            reception.IsCutShort |= reception.Sequence.Received > 0 && time.GetElapsedTime(connection.ReceivedAt) < 0.9 * _request.Silence;
        }
    }

    // No "Frames: all", which is what holds without it: GStreamer answers 400 to it.
    // A second before the moment, and closed behind it, so that a device which is not stopped stops by itself.
    private string PlayHeaders() => _request.IsOnvif
        ? $"{Require}Range: clock={Clock(_request.At - ReplayRequest.Lead)}-{End}\r\nRate-Control: no\r\n"
        : "Range: npt=0.000-\r\n";

    private string End => _request.IsOpenEnded ? string.Empty : Clock(_request.At + _request.Length + ReplayRequest.Lead);

    private static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss.fff'Z'", CultureInfo.InvariantCulture);
}
