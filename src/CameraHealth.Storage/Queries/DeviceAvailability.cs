using CameraHealth.Monitoring.Uptime;

namespace CameraHealth.Storage.Queries;

/// <summary>The availability of one device in a window, as known at a moment.</summary>
/// <param name="Code">The device.</param>
/// <param name="From">Window begin, UTC, inclusive.</param>
/// <param name="To">Window end, UTC, exclusive: the asked one, but not later than <paramref name="AsOf"/>.</param>
/// <param name="AsOf">Recorded time up to which the ledger was read: asked again with it, the digits are the same.</param>
/// <param name="MonitoredFrom">When monitoring of the device began, UTC; null: never observed.</param>
/// <param name="Availability">Where the seconds went.</param>
public sealed record DeviceAvailability(
    string Code, DateTimeOffset From, DateTimeOffset To, DateTimeOffset AsOf, DateTimeOffset? MonitoredFrom, Availability Availability)
{
    /// <summary>The same with what persons said against it; null: nobody said anything about the window.</summary>
    public Availability? Corrected { get; init; }
}
