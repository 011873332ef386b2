namespace CameraHealth.Benchmarks.Fleet;

/// <summary>How large a fleet is polled for how long, and what is wrong with it.</summary>
/// <param name="Devices">Simulated cameras; 1 to 10,000.</param>
/// <param name="WarmUp">Time before the measurement begins.</param>
/// <param name="Measured">The measured time.</param>
/// <param name="Hanging">Share of devices that stop in mid-reply, 0 to 1.</param>
/// <param name="Refusing">Share of devices that refuse our password, 0 to 1.</param>
/// <param name="Slow">Share of devices that answer late, 0 to 1.</param>
/// <param name="CutOff">Whether every device of the last site is offline.</param>
/// <param name="LatenessLimit">p99 of first byte sent minus due must stay below.</param>
internal sealed record FleetRunOptions(
    int Devices, TimeSpan WarmUp, TimeSpan Measured, double Hanging, double Refusing, double Slow, bool CutOff, TimeSpan LatenessLimit);
