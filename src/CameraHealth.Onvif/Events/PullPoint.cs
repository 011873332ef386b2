namespace CameraHealth.Onvif.Events;

/// <summary>A subscription on a device, as it told where it is. Devices have few, and list none: whoever loses one waits until it expires.</summary>
/// <param name="Address">As the device told it; asked on the registered host.</param>
/// <param name="Reference">Its reference parameters, ready for a header: Axis tells subscriptions apart only so. Empty: none.</param>
/// <param name="Life">From the answer until it expires by itself, by the device's clock; null: the device did not say.</param>
public sealed record PullPoint(string Address, string Reference, TimeSpan? Life);
