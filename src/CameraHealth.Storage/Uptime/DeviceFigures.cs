using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Uptime;

namespace CameraHealth.Storage.Uptime;

/// <summary>What a window says about one device.</summary>
/// <param name="Device">The device.</param>
/// <param name="Measured">Where the time went, as measured.</param>
/// <param name="Corrected">With what persons said against it; null: nobody said anything about the window.</param>
/// <param name="Outages">Those that ended in the window, and one that lasts at its end.</param>
/// <param name="End">How the device stood in the last instant of the window.</param>
internal sealed record DeviceFigures(RegisterDevice Device, TimeTally Measured, TimeTally? Corrected, IReadOnlyList<Outage> Outages, StandAtEnd End);

/// <summary>How a device stood in one instant.</summary>
/// <param name="Status">The verdict; Unknown where nothing vouched for one.</param>
/// <param name="IsInService">Whether it counted.</param>
/// <param name="IsInMaintenance">Whether maintenance covered the instant.</param>
internal readonly record struct StandAtEnd(Status Status, bool IsInService, bool IsInMaintenance);
