using CameraHealth.Onvif.Soap;

namespace CameraHealth.Onvif.Operations;

/// <summary>A service as the device tells it, its address not yet corrected.</summary>
internal sealed record ToldService(string Namespace, string? Address, string? Version);

/// <summary>ONVIF Core 8.1.2: the only way to learn of media2 (agsh/onvif#187).</summary>
internal static class GetServices
{
    public static readonly SoapOperation Operation = new(
        "GetServices",
        OnvifNamespaces.Device,
        $"<GetServices xmlns=\"{OnvifNamespaces.Device}\"><IncludeCapability>false</IncludeCapability></GetServices>",
        PreAuth: true);

    private const int MaxServices = 64;

    public static IReadOnlyList<ToldService> Parse(SoapElement answer)
    {
        var services = new List<ToldService>();
        foreach (var service in answer.All("Service").Take(MaxServices))
        {
            if (service.TextAt("Namespace") is { } name)
            {
                services.Add(new ToldService(name, service.TextAt("XAddr"), VersionOf(service.Find("Version"))));
            }
        }

        return services;
    }

    private static string? VersionOf(SoapElement? version)
        => version?.TextAt("Major") is { Length: < 8 } major && version.TextAt("Minor") is { Length: < 8 } minor ? $"{major}.{minor}" : null;
}
