namespace CameraHealth.Monitoring.Observations;

/// <summary>What a device says it is (ONVIF Device, GetDeviceInformation). Null where it said nothing.</summary>
/// <param name="Manufacturer">Maker.</param>
/// <param name="Model">Model.</param>
/// <param name="FirmwareVersion">Firmware.</param>
/// <param name="SerialNumber">Serial number; never a metric label.</param>
public sealed record DeviceIdentityReading(string? Manufacturer, string? Model, string? FirmwareVersion, string? SerialNumber);
