using System.Collections.Concurrent;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Onvif;

namespace CameraHealth.Monitoring.Probing;

/// <summary>Where a device's main stream is: from the register, else asked over ONVIF and remembered until it fails.</summary>
public sealed class StreamAddresses(DeviceSessions sessions, RecorderChannels channels)
{
    /// <summary>What a path in the register begins with when the stream is given over TLS.</summary>
    public const string SecuredPrefix = "rtsps:";

    private const int DefaultRtspPort = 554;
    private const int DefaultSecuredPort = 322;

    private readonly ConcurrentDictionary<long, KnownAddress> _known = new();

    /// <summary>The stream address, without user or password, on the host that is contacted.</summary>
    /// <exception cref="OnvifException">It had to be asked and the device did not tell.</exception>
    /// <exception cref="StreamAddressUnknownException">Neither the register nor the device has one.</exception>
    public async Task<Uri> FindAsync(PollTarget target, CancellationToken cancellationToken)
    {
        var contacted = target.Contacted;
        var port = target.Device.RtspPort ?? contacted.RtspPort;
        if (target.Device.StreamPath is { } path)
        {
            return Registered(contacted, port, path);
        }

        if (contacted.OnvifPort is null)
        {
            return new Uri($"rtsp://{HostOf(contacted)}:{port ?? DefaultRtspPort}/");
        }

        if (_known.TryGetValue(target.Device.Id, out var known) && known.Host == contacted.Host && known.OnvifPort == contacted.OnvifPort)
        {
            return known.Address;
        }

        var address = await AskAsync(target, cancellationToken);
        if (port is { } registered && address.Port != registered)
        {
            address = new UriBuilder(address) { Port = registered }.Uri;
        }

        _known[target.Device.Id] = new KnownAddress(contacted.Host, contacted.OnvifPort.Value, address);
        return address;
    }

    /// <summary>Forgets what was remembered: the device does not know the address any more (Dahua says so in advance: InvalidAfterReboot).</summary>
    public void Forget(PollTarget target) => _known.TryRemove(target.Device.Id, out _);

    private async Task<Uri> AskAsync(PollTarget target, CancellationToken cancellationToken)
    {
        return await channels.FindMainAsync(target, null, cancellationToken) is { } profile
            ? await sessions.OnvifOf(target).GetStreamUriAsync(profile, cancellationToken)
            : throw new StreamAddressUnknownException();
    }

    private static Uri Registered(Device contacted, int? port, string path) => path.StartsWith(SecuredPrefix, StringComparison.Ordinal)
        ? new Uri($"rtsps://{HostOf(contacted)}:{port ?? DefaultSecuredPort}{path[SecuredPrefix.Length..]}")
        : new Uri($"rtsp://{HostOf(contacted)}:{port ?? DefaultRtspPort}{path}");

    private static string HostOf(Device device) => device.Host.Contains(':', StringComparison.Ordinal) ? $"[{device.Host}]" : device.Host;

    private sealed record KnownAddress(string Host, int OnvifPort, Uri Address);
}

/// <summary>Neither the register nor the device has a stream address.</summary>
public sealed class StreamAddressUnknownException() : Exception("the device offers no media profile");
