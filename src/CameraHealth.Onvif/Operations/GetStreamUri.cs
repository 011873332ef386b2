using CameraHealth.Onvif.Soap;

namespace CameraHealth.Onvif.Operations;

/// <summary>GetStreamUri of media1 (ONVIF Media 5.15.1) and media2 (Media2 5.8.1): where a profile streams by RTSP over TCP.</summary>
internal static class GetStreamUri
{
    /// <summary>StreamSetup stands before ProfileToken. "HTTP" would give an rtsp address on the web port.</summary>
    public static SoapOperation Media1(string profileToken) => new(
        "GetStreamUri",
        OnvifNamespaces.Media1,
        $"<GetStreamUri xmlns=\"{OnvifNamespaces.Media1}\" xmlns:tt=\"{OnvifNamespaces.Schema}\"><StreamSetup><tt:Stream>RTP-Unicast</tt:Stream>" +
        "<tt:Transport><tt:Protocol>RTSP</tt:Protocol></tt:Transport></StreamSetup>" +
        $"<ProfileToken>{SoapEnvelope.Escape(profileToken)}</ProfileToken></GetStreamUri>",
        PreAuth: false);

    public static SoapOperation Media2(string profileToken) => new(
        "GetStreamUri",
        OnvifNamespaces.Media2,
        $"<GetStreamUri xmlns=\"{OnvifNamespaces.Media2}\"><Protocol>RTSP</Protocol>" +
        $"<ProfileToken>{SoapEnvelope.Escape(profileToken)}</ProfileToken></GetStreamUri>",
        PreAuth: false);

    /// <summary>The address as told; null when there is none.</summary>
    public static string? Parse(SoapElement answer) => answer.TextAt("MediaUri", "Uri") ?? answer.TextAt("Uri");
}
