using CameraHealth.Authentication;
using CameraHealth.Storage.Credentials;

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

    /// <summary>Gives a device that is reached directly a password.</summary>
    public static void Seal(DeviceEntity device, CredentialSealer sealer, DeviceCredential credential, DateTimeOffset at)
    {
        var row = device.Credential ??= new DeviceCredentialEntity { DeviceId = device.Id, Host = "", Account = "", KeyId = "", Sealed = [] };
        (row.Host, row.Account, row.KeyId, row.ChangedAt) = (device.Host!, credential.UserName, sealer.KeyId, at);
        row.Sealed = sealer.Seal(credential.Password, device.Id, device.Host!, credential.UserName);
    }
}
