namespace CameraHealth.Simulator.Admin;

/// <summary>Body of PUT /devices/{code}/fault.</summary>
/// <param name="Fault">Name as in scenario files.</param>
/// <param name="ClockOffsetSeconds">Null: the scenario's offset, or one hour for wrong_clock.</param>
/// <param name="Channel">Null: the device itself; else the number of a recorder's channel.</param>
internal sealed record FaultChange(string? Fault, double? ClockOffsetSeconds, int? Channel);
