using System.Globalization;
using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator.Onvif;

/// <summary>Operations of the device service (ONVIF Core 8).</summary>
internal static class DeviceService
{
    // home-assistant/core#107797: minute 61.
    private const string BrokenTime =
        "<tt:UTCDateTime><tt:Time><tt:Hour>0</tt:Hour><tt:Minute>61</tt:Minute><tt:Second>16</tt:Second></tt:Time>"
        + "<tt:Date><tt:Year>2024</tt:Year><tt:Month>8</tt:Month><tt:Day>17</tt:Day></tt:Date></tt:UTCDateTime>";

    /// <summary>Whole seconds, as ONVIF has no finer.</summary>
    internal static SoapReply GetSystemDateAndTime(OnvifCall call)
    {
        var utc = call.Device.Has(DeviceQuirk.LocalTimeAsUtc) ? call.Device.Now.AddHours(7) : call.Device.Now;
        return SoapReply.Of(
            "<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType>"
            + "<tt:DaylightSavings>false</tt:DaylightSavings><tt:TimeZone><tt:TZ>ICT-7</tt:TZ></tt:TimeZone>"
            + (call.Device.Has(DeviceQuirk.BrokenClock) ? BrokenTime : DateAndTime("UTCDateTime", utc)) + DateAndTime("LocalDateTime", utc.AddHours(7))
            + "</tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>");
    }

    internal static SoapReply GetDeviceInformation(OnvifCall call)
    {
        var scenario = call.Device.Scenario;
        var model = scenario.Model ?? $"SIM-{ScenarioNames.NameOf(scenario.Kind).ToUpperInvariant()}-{scenario.Codec}";
        return SoapReply.Of(
            $"<tds:GetDeviceInformationResponse><tds:Manufacturer>{SoapReply.Escape(scenario.Manufacturer)}</tds:Manufacturer>"
            + $"<tds:Model>{SoapReply.Escape(model)}</tds:Model>"
            + $"<tds:FirmwareVersion>{SoapReply.Escape(scenario.Firmware)}</tds:FirmwareVersion>"
            + $"<tds:SerialNumber>{SoapReply.Escape(scenario.Serial ?? $"SIM-{scenario.Code}")}</tds:SerialNumber>"
            + "<tds:HardwareId>1.0</tds:HardwareId></tds:GetDeviceInformationResponse>");
    }

    internal static SoapReply GetServices(OnvifCall call) => SoapReply.Of(
        "<tds:GetServicesResponse>"
        + Service(call, OnvifNamespaces.Device, OnvifServer.DevicePath, 22)
        + (call.Device.Has(DeviceQuirk.Media2Only) ? string.Empty : Service(call, OnvifNamespaces.Media, OnvifServer.MediaPath, 22))
        + (call.Device.Has(DeviceQuirk.Media1Only) ? string.Empty : Service(call, OnvifNamespaces.Media2, OnvifServer.Media2Path, 22))
        + (call.Device.Scenario.HasEvents ? Service(call, OnvifNamespaces.Events, EventService.Path, 22) : string.Empty)
        + (call.Device.HasArchive
            ? Service(call, OnvifNamespaces.Recording, OnvifServer.RecordingPath, 22)
                + Service(call, OnvifNamespaces.Search, OnvifServer.SearchPath, 22) + Service(call, OnvifNamespaces.Replay, OnvifServer.ReplayPath, 22)
            : string.Empty)
        + "</tds:GetServicesResponse>");

    internal static SoapReply GetCapabilities(OnvifCall call) => SoapReply.Of(
        "<tds:GetCapabilitiesResponse><tds:Capabilities>"
        + $"<tt:Device><tt:XAddr>{call.ServiceAddress(OnvifServer.DevicePath)}</tt:XAddr></tt:Device>"
        + $"<tt:Media><tt:XAddr>{call.ServiceAddress(OnvifServer.MediaPath)}</tt:XAddr><tt:StreamingCapabilities>"
        + "<tt:RTPMulticast>false</tt:RTPMulticast><tt:RTP_TCP>true</tt:RTP_TCP><tt:RTP_RTSP_TCP>true</tt:RTP_RTSP_TCP>"
        + $"</tt:StreamingCapabilities></tt:Media>{ArchiveCapabilities(call)}</tds:Capabilities></tds:GetCapabilitiesResponse>");

    internal static SoapReply GetServiceCapabilities(OnvifCall call) => SoapReply.Of(
        "<tds:GetServiceCapabilitiesResponse><tds:Capabilities><tds:Network/>"
        + $"<tds:Security UsernameToken=\"{Says(call, AuthenticationMode.UsernameToken)}\" HttpDigest=\"{SaysDigest(call)}\"/>"
        + "<tds:System/></tds:Capabilities></tds:GetServiceCapabilitiesResponse>");

    private static string ArchiveCapabilities(OnvifCall call) => !call.Device.HasArchive ? string.Empty
        : $"<tt:Extension><tt:Recording><tt:XAddr>{call.ServiceAddress(OnvifServer.RecordingPath)}</tt:XAddr></tt:Recording>"
            + $"<tt:Search><tt:XAddr>{call.ServiceAddress(OnvifServer.SearchPath)}</tt:XAddr></tt:Search>"
            + $"<tt:Replay><tt:XAddr>{call.ServiceAddress(OnvifServer.ReplayPath)}</tt:XAddr></tt:Replay></tt:Extension>";

    private static string Says(OnvifCall call, AuthenticationMode mode) => call.Device.Scenario.Authentication == mode ? "true" : "false";

    private static string SaysDigest(OnvifCall call) =>
        call.Device.Scenario.Authentication is AuthenticationMode.Digest or AuthenticationMode.DigestNoQop ? "true" : "false";

    private static string Service(OnvifCall call, string ns, string path, int major) => string.Create(
        CultureInfo.InvariantCulture,
        $"<tds:Service><tds:Namespace>{ns}</tds:Namespace><tds:XAddr>{call.ServiceAddress(path)}</tds:XAddr>"
        + $"<tds:Version><tt:Major>{major}</tt:Major><tt:Minor>6</tt:Minor></tds:Version></tds:Service>");

    private static string DateAndTime(string name, DateTimeOffset at) => string.Create(
        CultureInfo.InvariantCulture,
        $"<tt:{name}><tt:Time><tt:Hour>{at.Hour}</tt:Hour><tt:Minute>{at.Minute}</tt:Minute><tt:Second>{at.Second}</tt:Second></tt:Time>"
        + $"<tt:Date><tt:Year>{at.Year}</tt:Year><tt:Month>{at.Month}</tt:Month><tt:Day>{at.Day}</tt:Day></tt:Date></tt:{name}>");
}
