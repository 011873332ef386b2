using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Monitoring.Assessment;

/// <summary>A row of the ledger: a verdict changed.</summary>
/// <param name="DeviceId">The device.</param>
/// <param name="Rung">The rung; null: the overall status.</param>
/// <param name="At">When it changed: the first observation that said so, or the moment an observation was due and did not come.</param>
/// <param name="From">Number of the <see cref="Status"/> or <see cref="RungStatus"/> before.</param>
/// <param name="To">Number of the <see cref="Status"/> or <see cref="RungStatus"/> after.</param>
/// <param name="Reason">Why.</param>
/// <param name="BrokenRung">For the overall status: the first rung that broke; else null.</param>
public sealed record Transition(long DeviceId, Rung? Rung, DateTimeOffset At, int From, int To, Reason Reason, Rung? BrokenRung);
