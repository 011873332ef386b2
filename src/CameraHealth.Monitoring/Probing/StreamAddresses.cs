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
        if (target.Device.StreamPath is { } path)
        {
            return Registered(target, path);
        }

        if (contacted.OnvifPort is null)
        {
            return Registered(target, "/");
        }

        if (_known.TryGetValue(target.Device.Id, out var known) && known.Host == contacted.Host && known.OnvifPort == contacted.OnvifPort)
        {
            return known.Address;
        }

        var address = await AskAsync(target, cancellationToken);
        address = WithRegisteredPort(target, address);
        _known[target.Device.Id] = new KnownAddress(contacted.Host, contacted.OnvifPort.Value, address);
        return address;
    }

    /// <summary>The address of a path in the register.</summary>
    public static Uri Registered(PollTarget target, string path)
    {
        var (host, port) = (HostOf(target.Contacted), PortOf(target));
        return path.StartsWith(SecuredPrefix, StringComparison.Ordinal)
            ? new Uri($"rtsps://{host}:{port ?? DefaultSecuredPort}{path[SecuredPrefix.Length..]}")
            : new Uri($"rtsp://{host}:{port ?? DefaultRtspPort}{path}");
    }

    /// <summary>An address that the device told, with the port that the register names for it.</summary>
    public static Uri WithRegisteredPort(PollTarget target, Uri told) => PortOf(target) is { } port && told.Port != port ? new UriBuilder(told) { Port = port }.Uri : told;

    /// <summary>Forgets what was remembered: the device does not know the address any more (Dahua says so in advance: InvalidAfterReboot).</summary>
    public void Forget(PollTarget target) => _known.TryRemove(target.Device.Id, out _);

    private async Task<Uri> AskAsync(PollTarget target, CancellationToken cancellationToken)
    {
        return await channels.FindMainAsync(target, null, cancellationToken) is { } profile
            ? await sessions.OnvifOf(target).GetStreamUriAsync(profile, cancellationToken)
            : throw new StreamAddressUnknownException();
    }

    private static int? PortOf(PollTarget target) => target.Device.RtspPort ?? target.Contacted.RtspPort;

    private static string HostOf(Device device) => device.Host.Contains(':', StringComparison.Ordinal) ? $"[{device.Host}]" : device.Host;

    private sealed record KnownAddress(string Host, int OnvifPort, Uri Address);
}

/// <summary>Neither the register nor the device has a stream address.</summary>
public sealed class StreamAddressUnknownException() : Exception("the device offers no media profile");
