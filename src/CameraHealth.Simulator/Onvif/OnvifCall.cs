using System.Net;

namespace CameraHealth.Simulator.Onvif;

/// <summary>One operation being answered.</summary>
/// <param name="Device">Who answers.</param>
/// <param name="Request">What was asked.</param>
/// <param name="Reached">The address and port the client used; replies name them (ONVIF Core 8.1.2.2).</param>
internal sealed record OnvifCall(SimulatedDevice Device, SoapRequest Request, IPEndPoint Reached)
{
    internal string ServiceAddress(string path) => $"http://{ToldAddresses.HttpAuthority(Device, Reached)}{path}";

    /// <summary>Streams that the device lists: a channel that is offline vanishes (onvif/specs#470).</summary>
    internal IEnumerable<SimulatedStream> Listed => Device.Streams.Where(stream => stream.Fault != Scenarios.DeviceFault.ChannelOffline);

    /// <summary>Streams with footage; a channel whose camera is gone keeps what was recorded of it.</summary>
    internal IEnumerable<SimulatedStream> Archives => Device.Streams.Where(stream => stream.Archive is not null);

    /// <summary>The stream whose recording the request names; null: there is none.</summary>
    internal SimulatedStream? Recording =>
        Archives.FirstOrDefault(stream => string.Equals(ArchiveText.RecordingToken(stream), Request["RecordingToken"], StringComparison.Ordinal));

    /// <summary>The listed stream whose profile the request names; null: there is none.</summary>
    internal SimulatedStream? Profile =>
        Listed.FirstOrDefault(stream => string.Equals(stream.ProfileToken, Request["ProfileToken"], StringComparison.Ordinal));

    internal Scenarios.DeviceFault FaultOf(SimulatedStream? stream) =>
        stream is { Fault: not Scenarios.DeviceFault.None } faulty ? faulty.Fault : Device.Fault;

    internal string SnapshotAddress(SimulatedStream stream) => $"http://{ToldAddresses.HttpAuthority(Device, Reached)}{SnapshotServer.PathOf(stream)}";

    internal string StreamAddress(SimulatedStream stream) => SoapReply.Escape($"rtsp://{ToldAddresses.RtspAuthority(Device, Reached)}{stream.Path}");
}
