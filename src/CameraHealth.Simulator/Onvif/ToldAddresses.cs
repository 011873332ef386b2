using System.Globalization;
using System.Net;
using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator.Onvif;

/// <summary>Host and port as a device tells them: those that were reached (ONVIF Core 8.1.2.2), unless it has a quirk.</summary>
internal static class ToldAddresses
{
    // Where the device believes to be, behind the router: a documentation address (RFC 5737) that no test may ever reach.
    private const string InnerHost = "192.0.2.108";

    internal static string HttpAuthority(SimulatedDevice device, IPEndPoint reached) =>
        device.Has(DeviceQuirk.InnerHost) ? InnerHost
        : device.Has(DeviceQuirk.WrongPort) ? string.Create(CultureInfo.InvariantCulture, $"{reached.Address}:80")
        : device.Has(DeviceQuirk.PortTwice) ? string.Create(CultureInfo.InvariantCulture, $"{reached.Address}:{reached.Port}:{reached.Port}")
        : reached.ToString();

    internal static string RtspAuthority(SimulatedDevice device, IPEndPoint reached)
    {
        var host = device.Has(DeviceQuirk.InnerHost) ? InnerHost : reached.Address.ToString();
        return string.Create(CultureInfo.InvariantCulture, $"{host}:{device.RtspPort}");
    }
}
