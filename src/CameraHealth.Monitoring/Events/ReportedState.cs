using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Monitoring.Events;

/// <summary>A state that a device tells about itself. Evidence beside the rungs: that a device tells nothing proves nothing.</summary>
/// <param name="Reason">In our words.</param>
/// <param name="Topic">As the device names it, without prefixes; at most 256 characters.</param>
/// <param name="Source">What it is about, as the device names it: tokens of sources, disks, jobs. Empty: not told.</param>
/// <param name="IsActive">True: it holds now; false: it is over.</param>
/// <param name="IsInitial">The state found at the begin of a subscription, not a change that was watched.</param>
/// <param name="DeviceAt">UTC by the device's own clock; null: not told, or unreadable.</param>
public sealed record ReportedState(Reason Reason, string Topic, string Source, bool IsActive, bool IsInitial, DateTimeOffset? DeviceAt);
