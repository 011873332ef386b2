using System.Globalization;
using CameraHealth.Simulator.Logins;
using CameraHealth.Simulator.Media;
using CameraHealth.Simulator.Networking;
using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator.Rtsp;

/// <summary>Answers RTSP on one connection (RFC 2326). Media goes over the same connection; UDP is answered 461.</summary>
internal sealed class RtspServer(SimulatedDevice device, Broadcast broadcast, ClientConnection connection)
{
    private const string Methods = "OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER, SET_PARAMETER";
    private static readonly TimeSpan SessionTimeout = TimeSpan.FromSeconds(60);
    private readonly PlaybackDesk _playback = new(device, connection);
    private StreamSession? _session;

    internal async Task ServeAsync(CancellationToken cancellationToken)
    {
        device.Activity.ConnectionAccepted();
        try
        {
            while (await connection.ReadAsync(SessionTimeout, cancellationToken) is { } request)
            {
                await device.ThinkAsync(cancellationToken);
                if (IsTeardownOfPlayback(request))
                {
                    await _playback.EndAsync(byTeardown: true);
                }

                var reply = Answer(request).Format(request["CSeq"] ?? "0");
                if (device.Fault == DeviceFault.Hang)
                {
                    await connection.SendAsync(reply.AsMemory(0, reply.Length / 2), cancellationToken);
                    await connection.StayMuteAsync(cancellationToken);
                    return;
                }

                await connection.SendAsync(reply, cancellationToken);
                StartWhenPlayed();
                _playback.StartWhenOrdered();
            }
        }
        finally
        {
            End(byTeardown: false);
            await _playback.EndAsync(byTeardown: false);
        }
    }

    private bool IsTeardownOfPlayback(TextMessage request) => string.Equals(request.Method, "TEARDOWN", StringComparison.Ordinal)
        && _playback.SessionId is { } id && string.Equals(request["Session"]?.Split(';')[0].Trim(), id, StringComparison.Ordinal);

    private RtspReply Answer(TextMessage request)
    {
        if (!request.Version.StartsWith("RTSP/", StringComparison.Ordinal))
        {
            return RtspReply.Failed(400);
        }

        switch (request.Method)
        {
            case "OPTIONS":
                return RtspReply.Ok($"Public: {Methods}");

            // Only the connection that set a session up can reach it, so ending it needs no password.
            case "TEARDOWN" or "GET_PARAMETER" or "SET_PARAMETER" when _playback.Find(request.Target) is not null:
                return RtspReply.Ok();
            case "TEARDOWN" or "GET_PARAMETER" or "SET_PARAMETER":
                return OnSession(request);
            case "DESCRIBE" or "SETUP" or "PLAY":
                break;
            default:
                return RtspReply.Failed(405, $"Allow: {Methods}");
        }

        // A live stream is no archive (ONVIF Streaming 6.2: unknown Require is 551).
        var recording = _playback.Find(request.Target);
        if (recording is null && request["Require"] is { } option)
        {
            return RtspReply.Failed(551, $"Unsupported: {option}");
        }

        var verdict = device.Login.JudgeDigest(device.Login.Rtsp, request["Authorization"], request.Method, request.Target);
        return verdict == LoginVerdict.Accepted
            ? recording is not null ? _playback.Answer(request, recording, SessionTimeout) : OnStream(request)
            : RtspReply.Failed(401, $"WWW-Authenticate: {device.Login.Rtsp.Challenge(stale: verdict == LoginVerdict.Stale)}");
    }

    private RtspReply OnStream(TextMessage request)
    {
        if (FindStream(request.Target) is not { } stream)
        {
            return RtspReply.Failed(404);
        }

        return request.Method switch
        {
            "DESCRIBE" => Describe(request, stream),
            _ when device.Fault == DeviceFault.Busy || stream.Fault == DeviceFault.Busy => RtspReply.Failed(453),
            "SETUP" => SetUp(request, stream),
            _ => Play(request),
        };
    }

    private RtspReply Describe(TextMessage request, SimulatedStream stream)
    {
        var description = SessionDescription.Format(connection.LocalEndPoint.Address, stream);
        return new RtspReply(200, [$"Content-Base: {request.Target.TrimEnd('/')}/"], description);
    }

    private RtspReply SetUp(TextMessage request, SimulatedStream stream)
    {
        if (RtspTransport.InterleavedChannel(request["Transport"]) is not { } channel)
        {
            return RtspReply.Failed(461);
        }

        if (_session is not null)
        {
            return RtspReply.Failed(455);
        }

        _session = new StreamSession(device, stream, connection, channel);
        device.Activity.SessionOpened();
        return RtspReply.Ok(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Transport: RTP/AVP/TCP;unicast;interleaved={channel}-{channel + 1};ssrc={_session.Ssrc:X8};mode=\"PLAY\""),
            string.Create(CultureInfo.InvariantCulture, $"Session: {_session.Id};timeout={SessionTimeout.TotalSeconds:F0}"));
    }

    private RtspReply Play(TextMessage request)
    {
        if (!IsOurs(request) || _session is not { } session)
        {
            return RtspReply.Failed(454);
        }

        session.Playing = true;
        var track = $"{request.Target.TrimEnd('/')}/{SessionDescription.TrackControl}";
        return RtspReply.Ok(
            $"Session: {session.Id}",
            "Range: npt=0.000-",
            string.Create(CultureInfo.InvariantCulture, $"RTP-Info: url={track};seq={session.NextSequence};rtptime={session.NextTimestamp}"));
    }

    private RtspReply OnSession(TextMessage request)
    {
        if (!IsOurs(request))
        {
            return RtspReply.Failed(454);
        }

        if (string.Equals(request.Method, "TEARDOWN", StringComparison.Ordinal))
        {
            End(byTeardown: true);
            return RtspReply.Ok();
        }

        return _session is null ? RtspReply.Ok() : RtspReply.Ok($"Session: {_session.Id}");
    }

    /// <summary>The session the request names is this connection's; a keep-alive without one is let through.</summary>
    private bool IsOurs(TextMessage request)
    {
        var named = request["Session"]?.Split(';')[0].Trim();
        return named is null
            ? _session is null && request.Method is "GET_PARAMETER" or "SET_PARAMETER"
            : string.Equals(named, _session?.Id, StringComparison.Ordinal);
    }

    private SimulatedStream? FindStream(string target)
    {
        if (!Uri.TryCreate(target, UriKind.Absolute, out var address))
        {
            return null;
        }

        // The track comes behind the whole address, also behind its query (Dahua: ...&subtype=0/trackID=1).
        var path = address.PathAndQuery.TrimEnd('/');
        var track = $"/{SessionDescription.TrackControl}";
        path = path.EndsWith(track, StringComparison.Ordinal) ? path[..^track.Length].TrimEnd('/') : path;
        return device.Streams.FirstOrDefault(stream =>
            string.Equals(stream.Path.TrimEnd('/'), path, StringComparison.Ordinal) && stream.Fault != DeviceFault.ChannelOffline);
    }

    // After the reply has gone, so that no frame comes before it.
    private void StartWhenPlayed()
    {
        if (_session is { Playing: true, IsSending: false } session)
        {
            session.IsSending = true;
            broadcast.Add(session);
        }
    }

    private void End(bool byTeardown)
    {
        if (_session is { } session)
        {
            _session = null;
            broadcast.Remove(session);
            device.Activity.SessionEnded(byTeardown);
        }
    }
}
