using System.Collections.Concurrent;
using CameraHealth.Authentication;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Onvif;

namespace CameraHealth.Monitoring.Probing;

/// <summary>Keeps one ONVIF client a device, so that what a handshake learnt is not learnt again each minute.</summary>
public sealed class DeviceSessions(ILoginBudget budget, CameraNetworks networks, TimeProvider time) : IDisposable
{
    // A health poll makes two calls, and a third connection for the reason: all within its deadline of 15 s.
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(6);

    private readonly ConcurrentDictionary<long, Session> _sessions = new();

    /// <summary>The ONVIF client of the device that is contacted; made anew when its address or account changed.</summary>
    /// <exception cref="ArgumentException">The device has no ONVIF port.</exception>
    public OnvifDeviceClient OnvifOf(PollTarget target)
    {
        var device = target.Contacted;
        var key = new SessionKey(device.Host, device.OnvifPort ?? throw new ArgumentException($"device {device.Code} has no ONVIF port", nameof(target)), target.Credential);
        var session = _sessions.AddOrUpdate(
            device.Id,
            _ => new Session(key, Connect(key)),
            (_, current) =>
            {
                if (current.Key.Equals(key))
                {
                    return current;
                }

                current.Client.Dispose();
                return new Session(key, Connect(key));
            });
        return session.Client;
    }

    /// <summary>The login gate of the target's account; null when there is no account.</summary>
    public ILoginGate? GateOf(PollTarget target) =>
        target.Credential is { } credential ? budget.GateFor(target.Contacted.Host, credential.UserName) : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var session in _sessions.Values)
        {
            session.Client.Dispose();
        }
    }

    private OnvifDeviceClient Connect(SessionKey key) => new(
        new OnvifEndpoint(key.Host, key.Port),
        key.Credential,
        key.Credential is { } credential ? budget.GateFor(key.Host, credential.UserName) : null,
        new OnvifClientOptions { CallTimeout = CallTimeout, Connect = networks.ConnectAsync },
        time);

    // Credentials are compared by reference: a reload of the register makes new ones only when they changed.
    private readonly record struct SessionKey(string Host, int Port, DeviceCredential? Credential);

    private sealed record Session(SessionKey Key, OnvifDeviceClient Client);
}
