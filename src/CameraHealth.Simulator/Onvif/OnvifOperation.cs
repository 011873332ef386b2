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
        [(OnvifNamespaces.Recording, "GetServiceCapabilities")] = new(false, RecordingService.GetServiceCapabilities),
        [(OnvifNamespaces.Recording, "GetRecordings")] = new(true, RecordingService.GetRecordings),
        [(OnvifNamespaces.Recording, "GetRecordingJobs")] = new(true, RecordingService.GetRecordingJobs),
        [(OnvifNamespaces.Recording, "GetRecordingJobState")] = new(true, RecordingService.GetRecordingJobState),
        [(OnvifNamespaces.Search, "GetServiceCapabilities")] = new(false, SearchService.GetServiceCapabilities),
        [(OnvifNamespaces.Search, "GetRecordingSummary")] = new(true, SearchService.GetRecordingSummary),
        [(OnvifNamespaces.Search, "GetRecordingInformation")] = new(true, SearchService.GetRecordingInformation),
        [(OnvifNamespaces.Search, "FindRecordings")] = new(true, SearchService.FindRecordings),
        [(OnvifNamespaces.Search, "GetRecordingSearchResults")] = new(true, SearchService.GetRecordingSearchResults),
        [(OnvifNamespaces.Search, "FindEvents")] = new(true, SearchService.FindEvents),
        [(OnvifNamespaces.Search, "GetEventSearchResults")] = new(true, SearchService.GetEventSearchResults),
        [(OnvifNamespaces.Search, "EndSearch")] = new(true, SearchService.EndSearch),
        [(OnvifNamespaces.Replay, "GetServiceCapabilities")] = new(false, ReplayService.GetServiceCapabilities),
        [(OnvifNamespaces.Replay, "GetReplayConfiguration")] = new(true, ReplayService.GetReplayConfiguration),
        [(OnvifNamespaces.Replay, "GetReplayUri")] = new(true, ReplayService.GetReplayUri),
    };

    private static readonly Dictionary<string, string> ServiceAt = new(StringComparer.OrdinalIgnoreCase)
    {
        [OnvifServer.DevicePath] = OnvifNamespaces.Device,
        [OnvifServer.MediaPath] = OnvifNamespaces.Media,
        [OnvifServer.Media2Path] = OnvifNamespaces.Media2,
        [OnvifServer.RecordingPath] = OnvifNamespaces.Recording,
        [OnvifServer.SearchPath] = OnvifNamespaces.Search,
        [OnvifServer.ReplayPath] = OnvifNamespaces.Replay,
        [EventService.Path] = OnvifNamespaces.Events,
    };

    private static readonly string[] ArchiveServices = [OnvifNamespaces.Recording, OnvifNamespaces.Search, OnvifNamespaces.Replay];

    /// <summary>A device without footage has no service for it.</summary>
    internal static bool HasServiceAt(SimulatedDevice device, string path) =>
        ServiceAt.TryGetValue(path, out var service) && (device.HasArchive || !ArchiveServices.Contains(service, StringComparer.Ordinal));

    /// <summary>Null when it is not implemented, or was posted to another service's address.</summary>
    internal static OnvifOperation? Find(string path, SoapRequest request) =>
        string.Equals(ServiceAt.GetValueOrDefault(path), request.Service, StringComparison.Ordinal)
            ? Known.GetValueOrDefault((request.Service, request.Operation))
            : null;
}
