using CameraHealth.Onvif.Login;
using CameraHealth.Onvif.Soap;

namespace CameraHealth.Onvif.Operations;

/// <summary>ONVIF Core 8.3.2. Every make asks a login for it, which makes it the call that tries a credential.</summary>
internal static class GetDeviceInformation
{
    public static readonly SoapOperation Operation
        = new("GetDeviceInformation", OnvifNamespaces.Device, $"<GetDeviceInformation xmlns=\"{OnvifNamespaces.Device}\"/>", PreAuth: false);

    private const int MaxLength = 256;

    public static DeviceIdentity Parse(SoapElement answer) => new(
        Field(answer, "Manufacturer"),
        Field(answer, "Model"),
        Field(answer, "FirmwareVersion"),
        Field(answer, "SerialNumber"),
        Field(answer, "HardwareId"));

    private static string? Field(SoapElement answer, string name)
        => answer.TextAt(name) is { } text && SecretMask.OneLine(text, MaxLength) is { Length: > 0 } line ? line : null;
}
