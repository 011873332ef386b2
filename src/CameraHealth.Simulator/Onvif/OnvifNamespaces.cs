namespace CameraHealth.Simulator.Onvif;

/// <summary>XML namespaces of SOAP 1.2, WS-Security and the ONVIF services that are answered.</summary>
internal static class OnvifNamespaces
{
    internal const string Soap = "http://www.w3.org/2003/05/soap-envelope";
    internal const string Error = "http://www.onvif.org/ver10/error";
    internal const string Schema = "http://www.onvif.org/ver10/schema";
    internal const string Device = "http://www.onvif.org/ver10/device/wsdl";
    internal const string Media = "http://www.onvif.org/ver10/media/wsdl";
    internal const string Events = "http://www.onvif.org/ver10/events/wsdl";
    internal const string Media2 = "http://www.onvif.org/ver20/media/wsdl";
    internal const string Recording = "http://www.onvif.org/ver10/recording/wsdl";
    internal const string Search = "http://www.onvif.org/ver10/search/wsdl";
    internal const string Replay = "http://www.onvif.org/ver10/replay/wsdl";
}
