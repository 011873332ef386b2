using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Storage.Queries;

/// <summary>One interval of a device's overall status, newest version.</summary>
/// <param name="From">UTC, inclusive.</param>
/// <param name="To">UTC, exclusive; null: still open.</param>
/// <param name="Status">The verdict.</param>
/// <param name="Reason">Why.</param>
/// <param name="BrokenRung">First rung that broke; null when none.</param>
public sealed record IntervalRow(DateTimeOffset From, DateTimeOffset? To, Status Status, Reason Reason, Rung? BrokenRung);
