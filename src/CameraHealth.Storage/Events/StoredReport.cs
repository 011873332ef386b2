using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Storage.Events;

/// <summary>A state that a device reported about itself, as it is kept.</summary>
/// <param name="Reason">In our words.</param>
/// <param name="Topic">As the device names it.</param>
/// <param name="Source">What it is about; empty: not told.</param>
/// <param name="IsActive">Whether it holds.</param>
/// <param name="DeviceAt">UTC by the device's clock; null: not told.</param>
/// <param name="ReceivedAt">UTC in database time.</param>
public sealed record StoredReport(Reason Reason, string Topic, string Source, bool IsActive, DateTimeOffset? DeviceAt, DateTimeOffset ReceivedAt);
