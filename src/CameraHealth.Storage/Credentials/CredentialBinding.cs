using System.Globalization;
using System.Text;

namespace CameraHealth.Storage.Credentials;

/// <summary>What a sealed password belongs to: copied to another device, host or account it does not open.</summary>
internal sealed record CredentialBinding(long DeviceId, string Host, string Account, string KeyId)
{
    // Lengths in front: no two bindings give the same bytes.
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(string.Join(
        '\n', new[] { DeviceId.ToString(CultureInfo.InvariantCulture), Host.ToLowerInvariant(), Account, KeyId }
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(part)}:{part}"))));
}
