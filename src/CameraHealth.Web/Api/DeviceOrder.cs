using CameraHealth.Monitoring.Assessment;
using CameraHealth.Storage.Queries;

namespace CameraHealth.Web.Api;

/// <summary>Orders of a device list, by the name that addresses and the API use; a leading minus turns one round. Ties go by code.</summary>
internal static class DeviceOrder
{
    /// <summary>Worst first: what needs somebody stands on top.</summary>
    public const string Default = "status";

    private static readonly Dictionary<string, Func<DeviceRow, IComparable?>> Keys = new(StringComparer.Ordinal)
    {
        ["status"] = device => Urgency(device.Status),
        ["code"] = device => device.Code,
        ["name"] = device => device.Name,
        ["site"] = device => device.SiteName,
        ["kind"] = device => device.Kind,
        ["since"] = device => device.Since,
        ["reason"] = device => device.Reason,
        ["last_observation_at"] = device => device.LastObservationAt,
    };

    public static IReadOnlyCollection<string> Names => Keys.Keys;

    public static bool IsKnown(string name) => Keys.ContainsKey(name.TrimStart('-'));

    /// <summary>Orders; <paramref name="name"/> must be known.</summary>
    public static IEnumerable<DeviceRow> Apply(IEnumerable<DeviceRow> devices, string name)
    {
        var key = Keys[name.TrimStart('-')];
        var ordered = name.StartsWith('-') ? devices.OrderByDescending(key) : devices.OrderBy(key);
        return ordered.ThenBy(device => device.Code, StringComparer.Ordinal);
    }

    private static int Urgency(Status status) => status switch
    {
        Status.Unhealthy => 0,
        Status.Unknown => 1,
        Status.Degraded => 2,
        _ => 3,
    };
}
