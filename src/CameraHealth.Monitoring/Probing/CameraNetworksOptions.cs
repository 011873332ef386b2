using System.Net;

namespace CameraHealth.Monitoring.Probing;

/// <summary>Where cameras may be. Nothing outside is ever contacted.</summary>
public sealed class CameraNetworksOptions
{
    /// <summary>Networks in CIDR form; unless set, the private ranges of RFC 1918 and RFC 4193.</summary>
    public IList<string> Allowed { get; } = [];

    /// <summary>Also 127.0.0.0/8 and ::1: for the demo and for tests only.</summary>
    public bool AllowLoopback { get; set; }

    internal static readonly IReadOnlyList<string> PrivateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"];

    /// <summary>Every error of these options, each with the value at fault.</summary>
    public IEnumerable<FormattableString> Validate()
    {
        foreach (var network in Allowed.Where(network => !IPNetwork.TryParse(network, out _)))
        {
            yield return $"CameraNetworks:Allowed: '{network}' is not a network in CIDR form such as 192.168.10.0/24";
        }
    }
}
