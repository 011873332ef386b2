namespace CameraHealth.Onvif.Addresses;

/// <summary>
/// Where a service is reached: path and query as told, host always the registered one. Which port is right differs by
/// make (Tapo and Axis tell ports that hold; behind forwarded ports they do not), so there is a second choice.
/// </summary>
internal sealed class ServiceAddress(Uri current, Uri? alternative)
{
    private Uri? _alternative = alternative;

    /// <summary>The address in use.</summary>
    public Uri Current { get; private set; } = current;

    /// <summary>SOAP came back from it: credentials may be sent there with the first request, and the other port is not tried any more.</summary>
    public bool IsProven { get; set; }

    /// <summary>From an XAddr; an unreadable or missing one means the device service itself (Tapo serves all there).</summary>
    public static ServiceAddress Correct(string? told, OnvifEndpoint endpoint)
    {
        if (ToldAddress.Parse(told) is not { Scheme: "http" or "https" } address)
        {
            return new ServiceAddress(endpoint.DeviceService, null);
        }

        // An https address is asked by http on the port that answered http; TLS comes with https endpoints.
        var toldPort = string.Equals(address.Scheme, "https", StringComparison.Ordinal) ? endpoint.Port : address.Port ?? 80;
        var (port, otherPort) = address.IsOn(endpoint) ? (toldPort, endpoint.Port) : (endpoint.Port, toldPort);
        var uri = At(endpoint, port, address.PathAndQuery) ?? endpoint.DeviceService;
        return new ServiceAddress(uri, port == otherPort ? null : At(endpoint, otherPort, address.PathAndQuery));
    }

    /// <summary>Changes to the other port, once.</summary>
    public bool TryOther()
    {
        if (IsProven || _alternative is null)
        {
            return false;
        }

        Current = _alternative;
        _alternative = null;
        return true;
    }

    private static Uri? At(OnvifEndpoint endpoint, int port, string pathAndQuery)
        => Uri.TryCreate($"http://{endpoint.UriHost}:{port}{pathAndQuery}", UriKind.Absolute, out var uri) ? uri : null;
}
