namespace CameraHealth.Simulator.Scenarios;

/// <summary>The devices of one simulated fleet.</summary>
/// <param name="Devices">At least one; see <see cref="ScenarioRules"/> for what must hold.</param>
public sealed record Scenario(IReadOnlyList<DeviceScenario> Devices);
