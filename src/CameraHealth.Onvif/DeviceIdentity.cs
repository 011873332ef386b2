namespace CameraHealth.Onvif;

/// <summary>ONVIF GetDeviceInformation. Each is null when the device left it out or empty; none is longer than 256 characters.</summary>
public sealed record DeviceIdentity(string? Manufacturer, string? Model, string? FirmwareVersion, string? SerialNumber, string? HardwareId);
