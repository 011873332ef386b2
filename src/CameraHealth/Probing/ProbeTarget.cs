namespace CameraHealth.Probing;

/// <summary>What <c>probe</c> is pointed at: a stream, or a device's ONVIF service.</summary>
/// <param name="Address">rtsp:// or http:// address without user or password.</param>
internal sealed record ProbeTarget(Uri Address)
{
    private const string OnvifPath = "/onvif/device_service";

    /// <summary>Whether it is a stream.</summary>
    public bool IsStream => Address.Scheme is "rtsp" or "rtsps";

    /// <summary>Reads <c>rtsp://…</c>, <c>http://…</c> or <c>host[:port]</c>.</summary>
    /// <exception cref="UsageException">It is none of these, or holds a password.</exception>
    public static ProbeTarget Parse(string text)
    {
        var full = text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}{OnvifPath}";
        if (!Uri.TryCreate(full, UriKind.Absolute, out var address) || address.Host.Length == 0 || address.Scheme is not ("rtsp" or "rtsps" or "http"))
        {
            throw new UsageException(Text.Of("TargetUnreadable"));
        }

        if (address.UserInfo.Length > 0)
        {
            throw new UsageException(Text.Of("PasswordInArgument"));
        }

        return new ProbeTarget(address);
    }
}
