namespace CameraHealth.Storage.Fleet;

/// <summary>The columns of a fleet file, as in the design's contract; <c>site_name</c> is extra and optional.</summary>
internal static class FleetColumns
{
    public static readonly IReadOnlyList<string> All =
    [
        "code", "name", "kind", "site", "access", "host", "onvif_port", "rtsp_port", "stream_path", "credential", "recorder", "channel", "group",
        "lat", "lon", "in_service_from", "required_days", "site_name",
    ];

    public static readonly IReadOnlyList<string> Required = ["code", "name", "kind", "site"];
}
