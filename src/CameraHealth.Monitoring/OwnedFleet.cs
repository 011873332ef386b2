using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;

namespace CameraHealth.Monitoring;

/// <summary>The fleet as a worker owns it.</summary>
/// <param name="Version">Number that grows with every change of the register.</param>
/// <param name="Groups">The worker's groups.</param>
/// <param name="States">Last states by device; a device never observed has one too.</param>
public sealed record OwnedFleet(long Version, IReadOnlyList<PollGroup> Groups, IReadOnlyDictionary<long, DeviceState> States);
