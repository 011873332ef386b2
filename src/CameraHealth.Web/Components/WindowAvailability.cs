using CameraHealth.Storage.Queries;

namespace CameraHealth.Web.Components;

/// <summary>A device's availability in a window.</summary>
/// <param name="Title">Key of the window's name.</param>
/// <param name="Found">The figures.</param>
public sealed record WindowAvailability(string Title, DeviceAvailability Found);
