using System.Globalization;
using CameraHealth.Simulator.Archives;
using CameraHealth.Simulator.Networking;
using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator.Rtsp;

/// <summary>Playback on one RTSP connection (ONVIF Streaming 6): DESCRIBE, SETUP and PLAY of a recording.</summary>
internal sealed class PlaybackDesk(SimulatedDevice device, ClientConnection connection)
{
    internal const string Option = "onvif-replay";
    private PlaybackSession? _session;

    /// <summary>The id of the open session; null: none.</summary>
    internal string? SessionId => _session?.Id;

    /// <summary>The stream whose footage the address plays; null: it is not one of playback.</summary>
    internal SimulatedStream? Find(string target)
    {
        if (!Uri.TryCreate(target, UriKind.Absolute, out var address))
        {
            return null;
        }

        var path = address.AbsolutePath.TrimEnd('/');
        var track = $"/{SessionDescription.TrackControl}";
        path = path.EndsWith(track, StringComparison.Ordinal) ? path[..^track.Length] : path;
        return device.Streams.FirstOrDefault(stream => stream.Archive is not null && string.Equals(stream.ReplayPath, path, StringComparison.Ordinal));
    }

    internal RtspReply Answer(TextMessage request, SimulatedStream stream, TimeSpan timeout)
    {
        var option = request["Require"];
        if (option is not null && (device.RecorderFault == RecorderFault.PlaybackUnsupported || !string.Equals(option, Option, StringComparison.Ordinal)))
        {
            return RtspReply.Failed(551, $"Unsupported: {option}");
        }

        return request.Method switch
        {
            "DESCRIBE" => new RtspReply(
                200, [$"Content-Base: {request.Target.TrimEnd('/')}/"], SessionDescription.FormatPlayback(connection.LocalEndPoint.Address, stream)),
            "SETUP" => SetUp(request, stream, timeout),
            _ => Play(request),
        };
    }

    internal void StartWhenOrdered() => _session?.StartWhenOrdered();

    internal async Task EndAsync(bool byTeardown)
    {
        if (_session is { } session)
        {
            _session = null;
            await session.EndAsync();
            device.Activity.PlaybackEnded();
            device.Activity.SessionEnded(byTeardown);
        }
    }

    private RtspReply SetUp(TextMessage request, SimulatedStream stream, TimeSpan timeout)
    {
        if (RtspTransport.InterleavedChannel(request["Transport"]) is not { } channel)
        {
            return RtspReply.Failed(461);
        }

        if (_session is not null)
        {
            return RtspReply.Failed(455);
        }

        if (device.RecorderFault == RecorderFault.PlaybackForbidden)
        {
            return RtspReply.Failed(403);
        }

        if (device.RecorderFault == RecorderFault.PlaybackBusy || !device.Activity.TryOpenPlayback(device.Scenario.MostPlaybacks))
        {
            return RtspReply.Failed(453);
        }

        _session = new PlaybackSession(device, stream, connection, channel);
        device.Activity.SessionOpened();
        return RtspReply.Ok(
            string.Create(CultureInfo.InvariantCulture, $"Transport: RTP/AVP/TCP;unicast;interleaved={channel}-{channel + 1};ssrc={_session.Ssrc:X8};mode=\"PLAY\""),
            string.Create(CultureInfo.InvariantCulture, $"Session: {_session.Id};timeout={timeout.TotalSeconds:F0}"));
    }

    private RtspReply Play(TextMessage request)
    {
        if (_session is not { } session || !string.Equals(request["Session"]?.Split(';')[0].Trim(), session.Id, StringComparison.Ordinal))
        {
            return RtspReply.Failed(454);
        }

        if (PlaybackRange.Parse(request["Range"]) is not { } range)
        {
            return RtspReply.Failed(457);
        }

        _ = int.TryParse(request["CSeq"], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence);
        session.Order = new PlaybackOrder(range, unchecked((byte)sequence), string.Equals(request["Rate-Control"], "no", StringComparison.OrdinalIgnoreCase));
        return RtspReply.Ok($"Session: {session.Id}", $"Range: {request["Range"] ?? "npt=0.000-"}", "Rate-Control: " + (session.Order.AsFastAsPossible ? "no" : "yes"));
    }
}
