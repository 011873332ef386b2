using CameraHealth.Monitoring.Uptime;

namespace CameraHealth.Storage.Uptime;

/// <summary>What a device was grouped by from a recorded time on.</summary>
internal sealed record DeviceFacts(
    int SiteId, string Site, string? Area, string? GroupName, string? Field, string? Unit, string? Contractor, string? Maker, string? Model, DateTimeOffset RecordedAt);

/// <summary>A device as the register knew it at a recorded time.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Code">The operator's code.</param>
/// <param name="Name">Display name.</param>
/// <param name="MonitoredFrom">First observation; null: never observed.</param>
/// <param name="Facts">Versions, oldest first.</param>
/// <param name="Service">In service, in order of time.</param>
/// <param name="Corrections">What persons said against the measured status, in order of time.</param>
internal sealed record RegisterDevice(
    int Id,
    string Code,
    string Name,
    DateTimeOffset? MonitoredFrom,
    IReadOnlyList<DeviceFacts> Facts,
    IReadOnlyList<Stretch> Service,
    IReadOnlyList<StatusStretch> Corrections)
{
    /// <summary>The facts at the recorded time that was asked for.</summary>
    public DeviceFacts? Newest => Facts.Count == 0 ? null : Facts[^1];

    /// <summary>The facts in force at an instant; before the first version, the first.</summary>
    public DeviceFacts? FactsAt(DateTimeOffset at) => Facts.LastOrDefault(facts => facts.RecordedAt <= at) ?? (Facts.Count == 0 ? null : Facts[0]);

    public bool IsInService(long at) => Service.Any(period => period.From <= at && at < period.To);
}
