using CameraHealth.Monitoring.Assessment;

namespace CameraHealth.Storage.Ledger;

/// <summary>What is remembered of a device.</summary>
/// <param name="Row">The state of <c>device_states</c>.</param>
/// <param name="Stored">That state with its freshness.</param>
/// <param name="IsFreshnessHere">Whether the group's freshness may go on from the row.</param>
internal sealed record DeviceMemory(DeviceState Row, StoredState Stored, bool IsFreshnessHere);
