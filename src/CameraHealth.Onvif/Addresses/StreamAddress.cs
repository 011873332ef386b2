using System.Globalization;

namespace CameraHealth.Onvif.Addresses;

/// <summary>Corrects the stream address a device tells.</summary>
internal static class StreamAddress
{
    /// <summary>Registered host; port, path and query as told; without user info. Null: no RTSP address.</summary>
    public static Uri? Correct(string? told, OnvifEndpoint endpoint)
    {
        if (ToldAddress.Parse(told) is not { Scheme: "rtsp" or "rtsps" } address)
        {
            return null;
        }

        var port = address.Port is { } p ? ":" + p.ToString(CultureInfo.InvariantCulture) : "";
        return Uri.TryCreate($"{address.Scheme}://{endpoint.UriHost}{port}{address.PathAndQuery}", UriKind.Absolute, out var uri) ? uri : null;
    }
}
