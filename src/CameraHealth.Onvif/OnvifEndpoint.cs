namespace CameraHealth.Onvif;

/// <summary>Where a device's ONVIF device service was registered. HTTP only so far.</summary>
/// <param name="Host">Host name or address as registered; IPv6 without brackets. Replies never change it.</param>
/// <param name="Port">TCP port, 1–65535.</param>
public sealed record OnvifEndpoint(string Host, int Port)
{
    /// <summary>Path of the device service; some makes have everything elsewhere (Tapo: <c>/onvif/service</c>).</summary>
    public string Path { get; init; } = "/onvif/device_service";

    internal Uri DeviceService => new($"http://{UriHost}:{Port}{Path}");

    internal string UriHost => Host.Contains(':', StringComparison.Ordinal) && !Host.StartsWith('[') ? $"[{Host}]" : Host;
}
