using CameraHealth.Authentication;
using CameraHealth.IntegrationTests.Onvif;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Probing;
using CameraHealth.Rtsp;

namespace CameraHealth.IntegrationTests.Monitoring.Probing;

/// <summary>The real probes over real sockets, against a device that the test plays.</summary>
internal sealed class ProbeBench : IDisposable, ILoginBudget
{
    private readonly ILoginGate _gate;
    private readonly DeviceSessions _sessions;

    public ProbeBench(ILoginGate gate, ITrustStore? store = null)
    {
        _gate = gate;
        var networks = new CameraNetworks(new CameraNetworksOptions { AllowLoopback = true });
        _sessions = new DeviceSessions(this, networks, TimeProvider.System);
        var channels = new RecorderChannels(_sessions, TimeProvider.System);
        var addresses = new StreamAddresses(_sessions, channels);
        var trust = new TrustBook(store ?? new MetTrusts(), TimeProvider.System);
        var rtsp = new RtspProbe(TimeProvider.System);
        Health = new HealthProbe(_sessions, channels, new RtspHealth(rtsp, _sessions, addresses, networks, trust), networks, TimeProvider.System);
        Stream = StreamProbes.Create(rtsp, _sessions, channels, addresses, networks, trust);
    }

    public HealthProbe Health { get; }

    public StreamProbe Stream { get; }

    public ILoginGate GateFor(string host, string account) => _gate;

    public static PollTarget Camera(PlayedDevice device) => new(
        new Device
        {
            Id = 1,
            Code = "CAM-1",
            Name = "Camera 1",
            Kind = DeviceKind.Camera,
            SiteCode = "CS-01",
            Access = AccessPath.Direct,
            Host = "127.0.0.1",
            OnvifPort = device.Port,
            // Nothing listens on the lowest port.
            RtspPort = 1,
            PollGroupId = 1,
        },
        new PollPolicy(),
        new DeviceCredential(PlayedAccount.User, PlayedAccount.Password),
        false,
        null);

    public static PollTarget Channel(PlayedDevice recorder, int number)
    {
        var camera = Camera(recorder);
        return camera with
        {
            Device = camera.Device with { Id = 100 + number, Access = AccessPath.Channel, Channel = number, RecorderId = 1, OnvifPort = null },
            Recorder = camera.Device with { Kind = DeviceKind.Recorder },
        };
    }

    /// <summary>Findings written <c>Rung=Finding[:Reason]</c>.</summary>
    public static Task<string> ProbeAsync(IProbe probe, PollTarget target, CancellationToken cancellationToken) => ProbeAsync(probe, target, new ProbeRecord(), cancellationToken);

    /// <summary>The same, with all that was found kept.</summary>
    public static async Task<string> ProbeAsync(IProbe probe, PollTarget target, ProbeRecord record, CancellationToken cancellationToken)
    {
        await probe.ProbeAsync(target, record, cancellationToken);
        return string.Join(' ', record.Findings.Select(found => $"{found.Rung}={found.Finding}{(found.Reason == Reason.None ? "" : $":{found.Reason}")}"));
    }

    public void Dispose() => _sessions.Dispose();
}
