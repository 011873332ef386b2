using System.Net.Sockets;
using CameraHealth.Rtsp.Sdp;

namespace CameraHealth.Rtsp;

/// <summary>
/// Asks one camera for its stream, as RFC 2326 has it: OPTIONS, DESCRIBE, SETUP of the first video over this connection,
/// PLAY, some seconds of media, TEARDOWN. Holds no state: one instance serves any number of probes at a time.
/// </summary>
public sealed class RtspProbe(TimeProvider time)
{
    private static readonly TimeSpan DialogueTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan TeardownTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Opens the stream and measures what arrives.</summary>
    /// <returns>Always a report; a failure is an outcome with a reason.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up; the device was told goodbye.</exception>
    public Task<StreamReport> ProbeAsync(RtspProbeRequest request, CancellationToken cancellationToken) =>
        RunAsync(request, playMedia: true, cancellationToken);

    /// <summary>Asks for the description only (OPTIONS and DESCRIBE): cheap, and takes no session of the device.
    /// Success is <see cref="StreamOutcome.Described"/>.</summary>
    /// <inheritdoc cref="ProbeAsync"/>
    public Task<StreamReport> DescribeAsync(RtspProbeRequest request, CancellationToken cancellationToken) =>
        RunAsync(request, playMedia: false, cancellationToken);

    private async Task<StreamReport> RunAsync(RtspProbeRequest request, bool playMedia, CancellationToken caller)
    {
        ArgumentNullException.ThrowIfNull(request);
        var findings = new StreamFindings(time);
        try
        {
            using var deadline = new Deadline(time, request.Deadline ?? DialogueTime + request.Receive, caller);
            await PlayPartAsync(request, playMedia, findings, deadline, caller);
            return findings.ToReport(playMedia);
        }
        catch (StreamException e)
        {
            return findings.ToReport(e);
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            return findings.ToReport(new StreamException(StreamOutcome.Timeout, StreamFailureReason.ReplyTimeout, "No reply in time."));
        }
        catch (SocketException e)
        {
            return findings.ToReport(
                new StreamException(StreamOutcome.ProtocolError, StreamFailureReason.ConnectionClosed, $"The connection broke ({e.SocketErrorCode})."));
        }
    }

    private async Task PlayPartAsync(RtspProbeRequest request, bool playMedia, StreamFindings findings, Deadline deadline, CancellationToken caller)
    {
        var address = AddressOf(request.Target);
        using var connection = new RtspConnection(await TcpConnector.ConnectAsync(address, request, deadline, caller), time);
        await using var login = new RtspLogin(request.Credential, request.Gate, time);
        var dialogue = new RtspDialogue(connection, login, findings.Trace, time, request.ReplyTimeout);
        findings.Dialogue = dialogue;

        // OPTIONS refused is no reason to stop: DESCRIBE tells more.
        await dialogue.RequestAsync("OPTIONS", address, string.Empty, deadline);
        var described = (await dialogue.RequestAsync("DESCRIBE", address, "Accept: application/sdp\r\n", deadline)).EnsureSuccess("DESCRIBE");
        var description = SessionDescription.Parse(described.Body);
        var video = findings.Video = description.ChooseVideo()
            ?? throw new StreamException(StreamOutcome.NoMedia, StreamFailureReason.NoVideoTrack, "The description names no video.");
        if (!playMedia)
            return;

        var baseAddress = ControlUrl.BaseOf(described, address);
        var session = ControlUrl.Resolve(baseAddress, description.Control);
        try
        {
            const string Transport = "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n";
            var track = ControlUrl.Resolve(baseAddress, video.Control);
            var setup = SetupReply.Parse((await dialogue.RequestAsync("SETUP", track, Transport, deadline)).EnsureSuccess("SETUP"));
            var reception = new MediaReception(
                video, findings.PayloadType, setup, dialogue.OldSources, request.Receive, time.TimestampFrequency);
            await ReceiveAsync(request, dialogue, connection, reception, session, findings, deadline);
        }
        finally
        {
            await SayGoodbyeAsync(dialogue, session);
        }
    }

    private async Task ReceiveAsync(
        RtspProbeRequest request,
        RtspDialogue dialogue,
        RtspConnection connection,
        MediaReception reception,
        RtspAddress session,
        StreamFindings findings,
        Deadline deadline)
    {
        findings.Reception = reception;
        dialogue.BeginReception(reception);
        findings.PlaySentAt = time.GetTimestamp();
        (await dialogue.RequestAsync("PLAY", session, "Range: npt=0.000-\r\n", deadline)).EnsureSuccess("PLAY");

        var startedAt = time.GetTimestamp();
        var keptAliveAt = startedAt;
        // A little later than the end, so that a stream that flows ends by looking at the clock and not by an exception.
        deadline.LimitStep(request.Receive + TimeSpan.FromMilliseconds(100));
        try
        {
            do
            {
                // First what came together with the reply to PLAY.
                while (dialogue.TakeReceived() is not null)
                {
                    // The reply to a sign of life.
                }

                if (dialogue.Session is { } held && time.GetElapsedTime(keptAliveAt) > held.Timeout / 2)
                {
                    keptAliveAt = time.GetTimestamp();
                    await dialogue.KeepAliveAsync(session, deadline.Token);
                }
            }
            while (time.GetElapsedTime(startedAt) < request.Receive && await connection.ReceiveAsync(deadline.Token));
        }
        catch (OperationCanceledException) when (time.GetElapsedTime(startedAt) >= request.Receive)
        {
            // The camera was silent at the end. How long, the findings tell.
        }

        findings.EndedAt = time.GetTimestamp();
    }

    // Also after a failure and when the caller gave up: old servers keep sending a session that was not ended.
    private async Task SayGoodbyeAsync(RtspDialogue dialogue, RtspAddress session)
    {
        try
        {
            using var deadline = new Deadline(time, TeardownTimeout, CancellationToken.None);
            await dialogue.TeardownAsync(session, deadline);
        }
        catch (Exception e) when (e is StreamException or OperationCanceledException or SocketException)
        {
            // The stream was measured already; a device that cannot say goodbye is no finding.
        }
    }

    private static RtspAddress AddressOf(Uri target)
    {
        if (!target.IsAbsoluteUri || target.Host.Length == 0)
            throw new StreamException(StreamOutcome.Unsupported, StreamFailureReason.SchemeUnsupported, "Not an address with a host.");
        if (target.Scheme.Equals("rtsps", StringComparison.OrdinalIgnoreCase))
            throw new StreamException(StreamOutcome.TlsFailed, StreamFailureReason.SchemeUnsupported, "RTSP over TLS is not spoken yet.");
        return target.Scheme.Equals("rtsp", StringComparison.OrdinalIgnoreCase)
            ? RtspAddress.From(target)
            : throw new StreamException(StreamOutcome.Unsupported, StreamFailureReason.SchemeUnsupported, "Only rtsp:// is spoken here.");
    }
}
