using CameraHealth.Onvif.Soap;

namespace CameraHealth.Onvif.Operations;

/// <summary>GetSnapshotUri of media1 (ONVIF Media 5.15.2) and media2 (Media2 5.8.2): where a JPEG of a profile is to be had by HTTP.</summary>
internal static class GetSnapshotUri
{
    public static SoapOperation Media1(string profileToken) => Of(OnvifNamespaces.Media1, profileToken);

    public static SoapOperation Media2(string profileToken) => Of(OnvifNamespaces.Media2, profileToken);

    private static SoapOperation Of(string service, string profileToken) => new(
        "GetSnapshotUri",
        service,
        $"<GetSnapshotUri xmlns=\"{service}\"><ProfileToken>{SoapEnvelope.Escape(profileToken)}</ProfileToken></GetSnapshotUri>",
        PreAuth: false);
}
