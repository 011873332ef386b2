namespace CameraHealth.Simulator.Onvif;

/// <summary>An operation that is answered.</summary>
/// <param name="NeedsLogin">False for those of access class PRE_AUTH (ONVIF Core 5.9.4.3).</param>
/// <param name="Answer">Makes the reply.</param>
internal sealed record OnvifOperation(bool NeedsLogin, Func<OnvifCall, SoapReply> Answer)
{
    private static readonly Dictionary<(string Service, string Name), OnvifOperation> Known = new()
    {
        [(OnvifNamespaces.Device, "GetSystemDateAndTime")] = new(false, DeviceService.GetSystemDateAndTime),
        [(OnvifNamespaces.Device, "GetServices")] = new(false, DeviceService.GetServices),
        [(OnvifNamespaces.Device, "GetCapabilities")] = new(false, DeviceService.GetCapabilities),
        [(OnvifNamespaces.Device, "GetServiceCapabilities")] = new(false, DeviceService.GetServiceCapabilities),
        [(OnvifNamespaces.Device, "GetDeviceInformation")] = new(true, DeviceService.GetDeviceInformation),
        [(OnvifNamespaces.Events, "GetServiceCapabilities")] = new(false, EventService.GetServiceCapabilities),
        [(OnvifNamespaces.Events, "CreatePullPointSubscription")] = new(true, EventService.CreatePullPoint),
        [(OnvifNamespaces.Media, "GetServiceCapabilities")] = new(false, MediaService.GetServiceCapabilities),
        [(OnvifNamespaces.Media, "GetProfiles")] = new(true, MediaService.GetProfiles),
        [(OnvifNamespaces.Media, "GetVideoSources")] = new(true, MediaService.GetVideoSources),
        [(OnvifNamespaces.Media, "GetStreamUri")] = new(true, MediaService.GetStreamUri),
        [(OnvifNamespaces.Media, "GetSnapshotUri")] = new(true, MediaService.GetSnapshotUri),
        [(OnvifNamespaces.Media2, "GetSnapshotUri")] = new(true, Media2Service.GetSnapshotUri),
        [(OnvifNamespaces.Media2, "GetServiceCapabilities")] = new(false, Media2Service.GetServiceCapabilities),
        [(OnvifNamespaces.Media2, "GetProfiles")] = new(true, Media2Service.GetProfiles),
        [(OnvifNamespaces.Media2, "GetStreamUri")] = new(true, Media2Service.GetStreamUri),
    };

    private static readonly Dictionary<string, string> ServiceAt = new(StringComparer.OrdinalIgnoreCase)
    {
        [OnvifServer.DevicePath] = OnvifNamespaces.Device,
        [OnvifServer.MediaPath] = OnvifNamespaces.Media,
        [OnvifServer.Media2Path] = OnvifNamespaces.Media2,
        [EventService.Path] = OnvifNamespaces.Events,
    };

    internal static bool HasServiceAt(string path) => ServiceAt.ContainsKey(path);

    /// <summary>Null when it is not implemented, or was posted to another service's address.</summary>
    internal static OnvifOperation? Find(string path, SoapRequest request) =>
        string.Equals(ServiceAt.GetValueOrDefault(path), request.Service, StringComparison.Ordinal)
            ? Known.GetValueOrDefault((request.Service, request.Operation))
            : null;
}
