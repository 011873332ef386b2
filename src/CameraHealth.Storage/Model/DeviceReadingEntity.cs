namespace CameraHealth.Storage.Model;

/// <summary>Latest measured values of a device.</summary>
internal sealed class DeviceReadingEntity
{
    public int DeviceId { get; init; }

    /// <summary>JSON; null: never read.</summary>
    public string? Clock { get; init; }

    public DateTimeOffset? ClockAt { get; init; }

    /// <summary>JSON; null: the latest stream poll brought no picture.</summary>
    public string? Stream { get; init; }

    /// <summary>Latest stream poll.</summary>
    public DateTimeOffset? StreamAt { get; init; }

    public TimeSpan? StreamDuration { get; init; }

    /// <summary>JSON; null: never answered.</summary>
    public string? Identity { get; init; }

    public DateTimeOffset? IdentityAt { get; init; }

    /// <summary>Latest health poll.</summary>
    public DateTimeOffset? HealthAt { get; init; }

    public TimeSpan? HealthDuration { get; init; }

    public string[]? FailureTrace { get; init; }

    public DateTimeOffset? FailureAt { get; init; }
}
