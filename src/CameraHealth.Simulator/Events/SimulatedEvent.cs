namespace CameraHealth.Simulator.Events;

/// <summary>The state of one property of a device, as an event tells it.</summary>
/// <param name="Topic">With prefix: <c>tns1:VideoSource/SignalLoss</c>.</param>
/// <param name="SourceName">Name of what it is about: <c>Source</c>, <c>Token</c>.</param>
/// <param name="Source">Token of what it is about.</param>
/// <param name="ValueName">Name of what is told: <c>State</c>, <c>Failed</c>.</param>
/// <param name="Value">What is told: <c>true</c>, <c>Error</c>.</param>
public sealed record SimulatedEvent(string Topic, string SourceName, string Source, string ValueName, string Value);
