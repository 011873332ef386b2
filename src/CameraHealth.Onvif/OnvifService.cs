namespace CameraHealth.Onvif;

/// <summary>A service of the device (ONVIF GetServices or GetCapabilities).</summary>
/// <param name="Namespace">The service's WSDL namespace.</param>
/// <param name="Address">Where it is reached: the device's path and query on the host that was reached.</param>
/// <param name="Version">"major.minor"; null when not told.</param>
public sealed record OnvifService(string Namespace, Uri Address, string? Version);
