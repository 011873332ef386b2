namespace CameraHealth.Onvif.Addresses;

/// <summary>Corrects the snapshot address a device tells.</summary>
internal static class SnapshotAddress
{
    /// <summary>The registered host, port as for a service; null: no HTTP address (some makes tell an RTSP one, home-assistant/core#66554).</summary>
    public static ServiceAddress? Correct(string? told, OnvifEndpoint endpoint) =>
        ToldAddress.Parse(told) is { Scheme: "http" or "https" } ? ServiceAddress.Correct(told, endpoint) : null;

    /// <summary>Where a redirect leads; null: to another host, or to nothing that is HTTP.</summary>
    public static Uri? Follow(Uri from, string? location, OnvifEndpoint endpoint)
    {
        if (string.IsNullOrWhiteSpace(location) || !Uri.TryCreate(from, location.Trim(), out var to) || to.Scheme is not ("http" or "https"))
        {
            return null;
        }

        var isSameHost = string.Equals(to.Host.Trim('[', ']'), endpoint.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase);
        return isSameHost ? new UriBuilder(to) { UserName = string.Empty, Password = string.Empty, Fragment = string.Empty }.Uri : null;
    }
}
