using CameraHealth.Onvif.Addresses;
using CameraHealth.Onvif.Operations;

namespace CameraHealth.Onvif;

/// <summary>The services of one device and where each was found to answer.</summary>
internal sealed class ServiceDirectory(OnvifEndpoint endpoint)
{
    private readonly Dictionary<string, (ServiceAddress Address, string? Version, string? Told)> _services = new(StringComparer.OrdinalIgnoreCase);

    public bool IsKnown => _services.Count > 0;

    /// <summary>Takes what the device told. An address that has proven itself stays while the device tells the same.</summary>
    public void Take(IReadOnlyList<ToldService> told)
    {
        var before = _services.ToDictionary(StringComparer.OrdinalIgnoreCase);
        _services.Clear();
        foreach (var service in told)
        {
            var address = before.TryGetValue(service.Namespace, out var old) && string.Equals(old.Told, service.Address, StringComparison.Ordinal)
                ? old.Address
                : ServiceAddress.Correct(service.Address, endpoint);
            _services[service.Namespace] = (address, service.Version, service.Address);
        }
    }

    /// <summary>Asked anew at the next need.</summary>
    public void Forget() => _services.Clear();

    /// <summary>Null: the device does not list the service.</summary>
    public ServiceAddress? Find(string serviceNamespace) => _services.TryGetValue(serviceNamespace, out var service) ? service.Address : null;

    public IReadOnlyList<OnvifService> List() => [.. _services.Select(s => new OnvifService(s.Key, s.Value.Address.Current, s.Value.Version))];
}
