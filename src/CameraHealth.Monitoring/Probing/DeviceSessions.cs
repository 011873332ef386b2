using System.Collections.Concurrent;
using CameraHealth.Authentication;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Onvif;

namespace CameraHealth.Monitoring.Probing;

/// <summary>Keeps one ONVIF client a device, so that what a handshake learnt is not learnt again each minute.</summary>
public sealed class DeviceSessions(ILoginBudget budget, CameraNetworks networks, TimeProvider time) : IDisposable
{
    // A health poll makes two calls, and a third connection for the reason: all within its deadline, or a device that hangs is cut off before
    // it is known what hangs.
    private const double CallPartOfDeadline = 0.4;

    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(6);

    private readonly ConcurrentDictionary<long, Session> _sessions = new();

    /// <summary>The ONVIF client of the device that is contacted; made anew when its address, account or policy changed.</summary>
    /// <exception cref="ArgumentException">The device has no ONVIF port.</exception>
    public OnvifDeviceClient OnvifOf(PollTarget target)
    {
        var device = target.Contacted;
        var key = new SessionKey(device.Host, device.OnvifPort ?? throw new ArgumentException($"device {device.Code} has no ONVIF port", nameof(target)), target.Credential, target.Policy.AllowBasic);
        var callTimeout = CallTimeoutOf(target.Policy);
        var session = _sessions.AddOrUpdate(
            device.Id,
            _ => new Session(key, callTimeout, Connect(key, callTimeout)),
            (_, current) =>
            {
                // A channel takes its recorder's client as it is: two policies must not take it from each other.
                if (current.Key.Equals(key) && (current.CallTimeout == callTimeout || target.Recorder is not null))
                {
                    return current;
                }

                current.Client.Dispose();
                return new Session(key, callTimeout, Connect(key, callTimeout));
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

    private static TimeSpan CallTimeoutOf(PollPolicy policy) =>
        policy.HealthDeadline * CallPartOfDeadline is var part && part < LongestCall ? part : LongestCall;

    private OnvifDeviceClient Connect(SessionKey key, TimeSpan callTimeout) => new(
        new OnvifEndpoint(key.Host, key.Port),
        key.Credential,
        key.Credential is { } credential ? budget.GateFor(key.Host, credential.UserName) : null,
        new OnvifClientOptions { CallTimeout = callTimeout, AllowBasic = key.AllowBasic, Connect = networks.ConnectAsync },
        time);

    // Credentials are compared by reference: a reload of the register makes new ones only when they changed.
    private readonly record struct SessionKey(string Host, int Port, DeviceCredential? Credential, bool AllowBasic);

    private sealed record Session(SessionKey Key, TimeSpan CallTimeout, OnvifDeviceClient Client);
}
