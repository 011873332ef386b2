using CameraHealth.Monitoring.Uptime;

namespace CameraHealth.Storage.Model;

/// <summary>One version of a step in a device's life: the state holds until the next step.</summary>
internal sealed class ServicePeriodEntity
{
    public long Id { get; init; }

    public int DeviceId { get; init; }

    public ServiceState State { get; init; }

    /// <summary>Local day of the site.</summary>
    public DateOnly StartsOn { get; init; }

    /// <summary>Where that day began, in the site's zone when it was recorded.</summary>
    public DateTimeOffset StartsAt { get; init; }

    public string? Reason { get; init; }

    public required string EnteredBy { get; init; }

    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>Null: the current version.</summary>
    public DateTimeOffset? SupersededAt { get; init; }
}
