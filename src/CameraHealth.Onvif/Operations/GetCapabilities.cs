using CameraHealth.Onvif.Soap;

namespace CameraHealth.Onvif.Operations;

/// <summary>ONVIF Core 8.1.1, superseded by GetServices: all that old Axis and Panasonic firmware has (agsh/onvif#155, #207).</summary>
internal static class GetCapabilities
{
    public static readonly SoapOperation Operation = new(
        "GetCapabilities",
        OnvifNamespaces.Device,
        $"<GetCapabilities xmlns=\"{OnvifNamespaces.Device}\"><Category>All</Category></GetCapabilities>",
        PreAuth: true);

    // Recording, Search, Replay and DeviceIO are nested under Extension (openvideolibs/python-onvif-zeep-async#177).
    private static readonly (string Name, string Namespace, bool InExtension)[] Known =
    [
        ("Device", OnvifNamespaces.Device, false),
        ("Media", OnvifNamespaces.Media1, false),
        ("Events", "http://www.onvif.org/ver10/events/wsdl", false),
        ("Imaging", "http://www.onvif.org/ver20/imaging/wsdl", false),
        ("PTZ", "http://www.onvif.org/ver20/ptz/wsdl", false),
        ("Analytics", "http://www.onvif.org/ver20/analytics/wsdl", false),
        ("DeviceIO", "http://www.onvif.org/ver10/deviceIO/wsdl", true),
        ("Recording", "http://www.onvif.org/ver10/recording/wsdl", true),
        ("Search", "http://www.onvif.org/ver10/search/wsdl", true),
        ("Replay", "http://www.onvif.org/ver10/replay/wsdl", true),
    ];

    public static IReadOnlyList<ToldService> Parse(SoapElement answer)
    {
        var services = new List<ToldService>();
        foreach (var (name, ns, inExtension) in Known)
        {
            var told = inExtension ? answer.Find("Capabilities", "Extension", name) : answer.Find("Capabilities", name);
            if (told?.TextAt("XAddr") is { } address)
            {
                services.Add(new ToldService(ns, address, null));
            }
        }

        return services;
    }
}
