namespace CameraHealth.Onvif.Soap;

/// <summary>WSDL and schema namespaces. Service addresses are found by them.</summary>
internal static class OnvifNamespaces
{
    public const string Envelope = "http://www.w3.org/2003/05/soap-envelope";
    public const string Schema = "http://www.onvif.org/ver10/schema";
    public const string Device = "http://www.onvif.org/ver10/device/wsdl";
    public const string Media1 = "http://www.onvif.org/ver10/media/wsdl";
    public const string Media2 = "http://www.onvif.org/ver20/media/wsdl";
    public const string Recording = "http://www.onvif.org/ver10/recording/wsdl";
    public const string Search = "http://www.onvif.org/ver10/search/wsdl";
    public const string Replay = "http://www.onvif.org/ver10/replay/wsdl";
    public const string Events = "http://www.onvif.org/ver10/events/wsdl";
    public const string Notification = "http://docs.oasis-open.org/wsn/b-2";
    public const string Addressing = "http://www.w3.org/2005/08/addressing";
    public const string SecurityExtension = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    public const string SecurityUtility = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
}
