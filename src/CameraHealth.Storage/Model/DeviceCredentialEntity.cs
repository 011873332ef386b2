namespace CameraHealth.Storage.Model;

/// <summary>An account on a device; the password is sealed to the worker's key and bound to device, host and account.</summary>
internal sealed class DeviceCredentialEntity
{
    public int DeviceId { get; init; }

    public required string Host { get; set; }

    public required string Account { get; set; }

    public required string KeyId { get; set; }

    public required byte[] Sealed { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}
