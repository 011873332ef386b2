using CameraHealth.Rtsp.Sdp;

namespace CameraHealth.Rtsp;

/// <summary>One connection to the device, from connecting to TEARDOWN.</summary>
internal sealed class ProbeAttempt(RtspProbeRequest request, RtspAddress address, StreamFindings findings, TimeProvider time)
{
    private static readonly TimeSpan SignInterval = TimeSpan.FromSeconds(1);

    /// <summary>Plays its part.</summary>
    /// <param name="transports">What to ask for, in order.</param>
    /// <param name="playMedia">False: only the description is asked for.</param>
    /// <param name="deadline">Of the whole probe.</param>
    /// <param name="caller">Tells whether the caller gave up.</param>
    /// <returns>Where to go on; null: nowhere, all was found.</returns>
    public async Task<NextAttempt?> RunAsync(IReadOnlyList<MediaTransport> transports, bool playMedia, Deadline deadline, CancellationToken caller)
    {
        using var connection = await DeviceConnection.OpenAsync(request, address, findings, time, deadline, caller);
        await using var login = new RtspLogin(request, time);
        var dialogue = new RtspDialogue(connection, login, findings.Trace, time, request.ReplyTimeout);
        (findings.Dialogue, findings.Login) = (dialogue, login);

        // OPTIONS refused is no reason to stop: DESCRIBE tells more.
        await dialogue.RequestAsync("OPTIONS", address, string.Empty, deadline);
        var described = await dialogue.RequestAsync("DESCRIBE", address, "Accept: application/sdp\r\n", deadline);
        if (described.StatusCode is >= 300 and < 400 && address.Redirected(described.Header("Location"), connection.RemoteAddress) is { } elsewhere)
            return new NextAttempt(elsewhere, transports);
        var description = findings.Description = SessionDescription.Parse(described.EnsureSuccess("DESCRIBE").Body);
        var video = findings.Video = description.ChooseVideo()
            ?? throw new StreamException(StreamOutcome.NoMedia, StreamFailureReason.NoVideoTrack, "The description names no video.");
        if (!playMedia)
            return null;

        var baseAddress = ControlUrl.BaseOf(described, address);
        var session = ControlUrl.Resolve(baseAddress, description.Control);
        try
        {
            return await PlayAsync(connection, dialogue, session, ControlUrl.Resolve(baseAddress, video.Control), transports, deadline);
        }
        finally
        {
            await DeviceConnection.SayGoodbyeAsync(dialogue, session, time);
        }
    }

    private async Task<NextAttempt?> PlayAsync(
        RtspConnection connection, RtspDialogue dialogue, RtspAddress session, RtspAddress track, IReadOnlyList<MediaTransport> transports, Deadline deadline)
    {
        for (var i = 0; ; i++)
        {
            var isLast = i == transports.Count - 1;
            findings.Transport = transports[i];
            using var ports = transports[i] == MediaTransport.Udp ? UdpPortPair.Open(connection.LocalAddress!.Unmapped()) : null;
            try
            {
                var setup = SetupReply.Parse((await dialogue.RequestAsync("SETUP", track, TransportHeader(ports), deadline)).EnsureSuccess("SETUP"), ports is not null);
                if (ports is null || !setup.IsUdp)
                    findings.Transport = address.IsSecure ? MediaTransport.Tls : MediaTransport.Tcp;
                using var reception = findings.Begin(new MediaReception(findings.Video!, findings.PayloadType, setup, dialogue.OldSources, request, time));
                if (!setup.IsUdp)
                    await ReceiveInterleavedAsync(connection, dialogue, reception, setup, session, deadline);
                else
                    await ReceiveUdpAsync(connection, dialogue, reception, setup, ports!, session, isLast, deadline);
                if (!isLast && setup.IsUdp && reception.Sequence.Received == 0)
                {
                    findings.Trace.Add("no packet over UDP: once more over the connection");
                    return new NextAttempt(address, [.. transports.Skip(i + 1)]);
                }

                return null;
            }
            catch (StreamException e) when (e.Reason == StreamFailureReason.TransportRefused && !isLast)
            {
                findings.Trace.Add(e.Message);
            }
        }
    }

    private async Task ReceiveInterleavedAsync(
        RtspConnection connection, RtspDialogue dialogue, MediaReception reception, SetupReply setup, RtspAddress session, Deadline deadline)
    {
        dialogue.BeginReception(reception);
        await PlayAsync(dialogue, session, deadline);
        var schedule = new ReceptionSchedule(request, reception, time);
        // A little later than the end, so that a stream that flows ends by looking at the clock and not by an exception.
        deadline.LimitStep(request.Receive + TimeSpan.FromMilliseconds(100));
        using var ending = new CancellationTokenSource();
        // Beside the receiving, not between: a camera that waits for a sign of life sends nothing meanwhile.
        var signs = GiveSignsOfLifeAsync(dialogue, reception, setup, session, schedule, ending.Token);
        try
        {
            do
            {
                // First what came together with the reply to PLAY.
                while (dialogue.TakeReceived() is not null)
                {
                    // The reply to a sign of life.
                }
            }
            while (!schedule.IsOver && await connection.ReceiveAsync(deadline.Token));
        }
        catch (OperationCanceledException) when (schedule.IsTimeUp)
        {
            // The camera was silent at the end. How long, the findings tell.
        }
        finally
        {
            await ending.CancelAsync();
            await signs.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        findings.End(time.GetTimestamp(), wasCutShort: !schedule.IsTimeUp && !connection.IsClosed);
    }

    private async Task GiveSignsOfLifeAsync(
        RtspDialogue dialogue, MediaReception reception, SetupReply setup, RtspAddress session, ReceptionSchedule schedule, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(SignInterval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            if (schedule.TakeKeepAlive(dialogue.Session))
                await dialogue.KeepAliveAsync(session, cancellationToken);
            if (setup.RtcpChannel is { } channel && schedule.TakeReport())
                await dialogue.ReportAsync(channel, reception, cancellationToken);
        }
    }

    private async Task ReceiveUdpAsync(
        RtspConnection connection, RtspDialogue dialogue, MediaReception reception, SetupReply setup, UdpPortPair ports, RtspAddress session, bool isLast, Deadline deadline)
    {
        await using var receiver = new UdpReceiver(ports, connection.RemoteAddress!.Unmapped(), setup, reception, time);
        dialogue.BeginReception(null);
        receiver.Begin();
        await receiver.OpenWayAsync(deadline.Token);
        await PlayAsync(dialogue, session, deadline);
        var schedule = new ReceptionSchedule(request, reception, time);
        deadline.LimitStep(request.Receive + TimeSpan.FromSeconds(1));
        var endedAt = await receiver.RunAsync(dialogue, session, schedule, isLast ? null : request.UdpSilence, deadline.Token);
        // Before waiting for the last packets: the device need not go on sending meanwhile.
        await DeviceConnection.SayGoodbyeAsync(dialogue, session, time);
        await receiver.AwaitStragglersAsync(endedAt, deadline.Token);
        findings.PacketsDroppedHere = ports.DroppedHere;
        await receiver.StopAsync();
        findings.End(endedAt, wasCutShort: !schedule.IsTimeUp);
    }

    private async Task PlayAsync(RtspDialogue dialogue, RtspAddress session, Deadline deadline)
    {
        findings.PlaySentAt = time.GetTimestamp();
        (await dialogue.RequestAsync("PLAY", session, "Range: npt=0.000-\r\n", deadline)).EnsureSuccess("PLAY");
    }

    private static string TransportHeader(UdpPortPair? ports) => ports is null
        ? "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n"
        : FormattableString.Invariant($"Transport: RTP/AVP;unicast;client_port={ports.RtpPort}-{ports.RtpPort + 1}\r\n");
}

/// <summary>Where a probe goes on: after a redirect, or with another transport.</summary>
internal sealed record NextAttempt(RtspAddress Address, IReadOnlyList<MediaTransport> Transports);
