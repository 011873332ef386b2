using System.Net.Sockets;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Onvif;

namespace CameraHealth.Monitoring.Probing;

/// <summary>Is it there, does it answer, does it let us in. A healthy device costs two calls; a broken one is asked until the reason is known.</summary>
public sealed class HealthProbe(DeviceSessions sessions, RecorderChannels channels, RtspHealth rtsp, CameraNetworks networks, TimeProvider time) : IProbe
{
    private const int DefaultRtspPort = 554;

    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public PollKind Kind => PollKind.Health;

    /// <inheritdoc/>
    public async Task ProbeAsync(PollTarget target, ProbeRecord record, CancellationToken cancellationToken)
    {
        record.Ask(Rung.Reachable);
        if (!await IsAllowedAsync(target.Contacted.Host, record, cancellationToken))
        {
            return;
        }

        if (target.Device.Access == AccessPath.Channel)
        {
            await channels.ProbeAsync(target, record, cancellationToken);
        }
        else if (target.Device.OnvifPort is null)
        {
            await rtsp.ProbeAsync(target, record, cancellationToken);
        }
        else
        {
            await ProbeOnvifAsync(target, record, cancellationToken);
        }
    }

    private async ValueTask<bool> IsAllowedAsync(string host, ProbeRecord record, CancellationToken cancellationToken)
    {
        try
        {
            if ((await networks.ResolveAsync(host, cancellationToken)).Count > 0)
            {
                return true;
            }

            record.Abandon(Finding.Inconclusive, Reason.AddressNotAllowed, "the address lies outside the configured camera networks");
        }
        catch (SocketException)
        {
            record.Abandon(Finding.Inconclusive, Reason.NameNotResolved, "the host name has no address");
        }

        return false;
    }

    private async Task ProbeOnvifAsync(PollTarget target, ProbeRecord record, CancellationToken cancellationToken)
    {
        var client = sessions.OnvifOf(target);
        client.ClearTrace();
        try
        {
            var clock = await ReadClockAsync(client, cancellationToken);
            record.Sent(client.FirstByteSentAt);
            record.Good(Rung.Reachable);
            record.Found(JudgeClock(clock, target.Policy, record));

            record.Ask(Rung.Authenticated);
            var identity = await client.GetDeviceInformationAsync(cancellationToken);
            record.Identity = new DeviceIdentityReading(identity.Manufacturer, identity.Model, identity.FirmwareVersion, identity.SerialNumber);
            record.Good(Rung.Authenticated);
        }
        catch (OnvifException failure)
        {
            record.Sent(client.FirstByteSentAt);
            await ExplainAsync(target, failure, record, cancellationToken);
        }
        finally
        {
            record.Explain(client.Trace);
        }
    }

    // HiKam A7 has no such operation, and says so by ONVIF: it responds, and its clock is not measured.
    private static async Task<DeviceClock?> ReadClockAsync(OnvifDeviceClient client, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetSystemDateAndTimeAsync(cancellationToken);
        }
        catch (OnvifException failure) when (failure.Reason is OnvifFailureReason.ActionNotSupported)
        {
            return null;
        }
    }

    // The tolerance is the policy's; the reading stays a fact.
    private static RungFinding JudgeClock(DeviceClock? clock, PollPolicy policy, ProbeRecord record)
    {
        if (clock is not { DeviceUtc: { } utc, Offset: { } offset, Error: { } error })
        {
            return RungFinding.Good(Rung.Responding);
        }

        record.Clock = new ClockReading(utc, offset, error);
        return record.Clock.IsWithin(policy.ClockTolerance)
            ? RungFinding.Good(Rung.Responding)
            : new RungFinding(Rung.Responding, Finding.Deviating, Reason.ClockOff);
    }

    private async Task ExplainAsync(PollTarget target, OnvifException failure, ProbeRecord record, CancellationToken cancellationToken)
    {
        if (record.Asking == Rung.Authenticated)
        {
            record.Found(OnvifFindings.Of(Rung.Authenticated, failure));
        }
        else if (OnvifFindings.IsLoginFailure(failure.Reason) && record.FirstByteSentAt is null)
        {
            await ConnectOnlyAsync(target.Device, failure, record, cancellationToken);
        }
        else if (OnvifFindings.IsLoginFailure(failure.Reason))
        {
            // Vivotek, Panasonic: even the time wants a login. It answered, so it is there.
            record.Good(Rung.Reachable);
            record.Good(Rung.Responding);
            record.Found(OnvifFindings.Of(Rung.Authenticated, failure));
        }
        else if (OnvifFindings.Of(Rung.Reachable, failure) is { Finding: Finding.Inconclusive } cutOff)
        {
            record.Found(cutOff);
        }
        // ONVIF cannot be connected to: is the device gone, or only its ONVIF?
        else if (!OnvifFindings.IsConnectFailure(failure.Reason)
            || await ConnectAsync(target.Device.Host, target.Device.RtspPort ?? DefaultRtspPort, record, cancellationToken) == SocketError.Success)
        {
            record.Good(Rung.Reachable);
            record.Found(OnvifFindings.Of(Rung.Responding, failure));
        }
        else
        {
            record.Found(OnvifFindings.Of(Rung.Reachable, failure));
        }
    }

    // Even the time wants a login, and the budget holds it back: nothing was sent, so whether it is there is asked without one.
    private async Task ConnectOnlyAsync(Device device, OnvifException held, ProbeRecord record, CancellationToken cancellationToken)
    {
        var error = await ConnectAsync(device.Host, device.OnvifPort!.Value, record, cancellationToken);
        record.Found(OnvifFindings.OfConnecting(error));
        if (error == SocketError.Success)
        {
            record.Found(OnvifFindings.Of(Rung.Responding, held));
        }
    }

    private async Task<SocketError> ConnectAsync(string host, int port, ProbeRecord record, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(ConnectLimit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            record.Sent(time.GetUtcNow());
            using var socket = await networks.ConnectAsync(host, port, linked.Token);
            return SocketError.Success;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return SocketError.TimedOut;
        }
    }
}
