namespace CameraHealth.Onvif;

/// <summary>A reading of a device's clock (ONVIF GetSystemDateAndTime), which tells whole seconds only.</summary>
/// <param name="DeviceUtc">What the device called UTC. Null: it told no readable UTC.</param>
/// <param name="RawText">The fields as told, for a person to read. Null: it told no time at all.</param>
/// <param name="Offset">Device + 0.5 s − midpoint of request and reply; positive: device ahead. Null when not readable.</param>
/// <param name="Error">Uncertainty of <paramref name="Offset"/>: 0.5 s + half the round trip. Null when not readable.</param>
/// <param name="Unreadable">The device answered, but its time cannot be understood (minute 61, no UTC).</param>
public sealed record DeviceClock(DateTimeOffset? DeviceUtc, string? RawText, TimeSpan? Offset, TimeSpan? Error, bool Unreadable);
