using System.Globalization;
using CameraHealth.Simulator.Logins;
using CameraHealth.Simulator.Networking;
using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator.Onvif;

/// <summary>Answers ONVIF requests on one connection, one after the other.</summary>
internal sealed class OnvifServer(SimulatedDevice device)
{
    internal const string DevicePath = "/onvif/device_service";
    internal const string MediaPath = "/onvif/media_service";
    internal const string Media2Path = "/onvif/media2_service";
    internal const string RecordingPath = "/onvif/recording_service";
    internal const string SearchPath = "/onvif/search_service";
    internal const string ReplayPath = "/onvif/replay_service";
    private readonly SnapshotServer _snapshots = new(device);
    private readonly QuirkyReplies _quirks = new(device);
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(30);

    internal async Task ServeAsync(ClientConnection connection, CancellationToken cancellationToken)
    {
        device.Activity.ConnectionAccepted();
        while (await connection.ReadAsync(IdleTimeout, cancellationToken) is { } request)
        {
            device.Activity.OnvifRequestRead();
            if (device.Fault == DeviceFault.OnvifSilent)
            {
                await connection.StayMuteAsync(cancellationToken);
                return;
            }

            await device.ThinkAsync(cancellationToken);
            var keepAlive = KeepsAlive(request) && !device.Has(DeviceQuirk.NewNonceEachTime);
            var reply = Answer(connection, request).Format(keepAlive);
            keepAlive &= !device.Has(DeviceQuirk.DropsConnections);
            if (device.Fault == DeviceFault.Hang)
            {
                await connection.SendAsync(reply.AsMemory(0, reply.Length / 2), cancellationToken);
                await connection.StayMuteAsync(cancellationToken);
                return;
            }

            await connection.SendAsync(reply, cancellationToken);
            if (!keepAlive)
            {
                return;
            }
        }
    }

    private HttpReply Answer(ClientConnection connection, TextMessage request)
    {
        var path = request.Target.Split('?')[0];
        if (_snapshots.Find(path) is { } stream)
        {
            return _snapshots.Answer(request, stream);
        }

        var isSubscription = EventService.IsSubscription(device, path);
        if (!isSubscription && !OnvifOperation.HasServiceAt(device, path))
        {
            return HttpReply.Html(404);
        }

        if (!string.Equals(request.Method, "POST", StringComparison.Ordinal))
        {
            return HttpReply.Html(405);
        }

        if (SoapRequest.Parse(request.Body) is not { } soap)
        {
            return HttpReply.Soap(SoapReply.Fault(400, "Sender", "WellFormed", null, "The request is not well formed"));
        }

        if ((isSubscription ? EventService.Find(path, soap) : OnvifOperation.Find(path, soap)) is not { } operation)
        {
            return HttpReply.Soap(SoapReply.NotSupported());
        }

        if (_quirks.Instead(request, soap) is { } instead)
        {
            return instead;
        }

        if ((operation.NeedsLogin || _quirks.NeedsLogin(soap)) && Refuse(request, soap) is { } refusal)
        {
            return refusal;
        }

        return _quirks.Alter(HttpReply.Soap(_quirks.Forbid(soap) ?? operation.Answer(new OnvifCall(device, soap, connection.LocalEndPoint))));
    }

    /// <summary>Null when the request may pass. A device that knows Digest challenges, another sends a fault (ONVIF Core 5.9.1).</summary>
    private HttpReply? Refuse(TextMessage request, SoapRequest soap)
    {
        switch (device.Scenario.Authentication)
        {
            case AuthenticationMode.None:
                return null;
            case AuthenticationMode.UsernameToken:
                var token = device.Login.JudgeToken(soap.Token, device.Now);
                return token == LoginVerdict.Accepted ? null : HttpReply.Soap(NotAuthorized(token) with { Status = _quirks.StatusOfRefusal });
            default:
                var verdict = device.Login.JudgeDigest(device.Login.Onvif, request["Authorization"], request.Method, request.Target);
                return verdict == LoginVerdict.Accepted && !_quirks.IsFull()
                    ? null
                    : HttpReply.Unauthorized(device.Login.Onvif.Challenge(stale: verdict == LoginVerdict.Stale && !device.Has(DeviceQuirk.NewNonceEachTime)));
        }
    }

    // The reason's wording is Hikvision's (agsh/onvif#112); it says when the account is about to lock.
    private SoapReply NotAuthorized(LoginVerdict verdict)
    {
        var left = device.Login.Counter.AttemptsLeft;
        var reason = verdict == LoginVerdict.Missing ? "The action requested requires authorization and the sender is not authorized"
            : left == 0 ? "The account is locked"
            : string.Create(CultureInfo.InvariantCulture, $"Invalid username or password! You still have {left} attempt(s)");
        return SoapReply.Fault(400, "Sender", "NotAuthorized", null, reason);
    }

    private static bool KeepsAlive(TextMessage request) => request["Connection"] is { } connection
        ? !string.Equals(connection, "close", StringComparison.OrdinalIgnoreCase)
        : string.Equals(request.Version, "HTTP/1.1", StringComparison.Ordinal);
}
