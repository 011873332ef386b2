using System.Collections.Concurrent;
using CameraHealth.Authentication;
using CameraHealth.Storage.Credentials;

namespace CameraHealth.Storage.Fleet;

/// <summary>Credentials as this worker opened them. The same object for an unchanged credential: clients keep what a handshake learnt for as long as it is the same.</summary>
public sealed class OpenedCredentials(CredentialOpener opener)
{
    private readonly ConcurrentDictionary<long, (SealedCredential Sealed, DeviceCredential? Opened)> _opened = [];

    /// <summary>Opens what is stored for a device; null: this worker's key does not open it.</summary>
    internal DeviceCredential? Open(long device, SealedCredential stored)
    {
        if (_opened.TryGetValue(device, out var known) && known.Sealed.IsSameAs(stored))
        {
            return known.Opened;
        }

        var opened = opener.TryOpen(stored.Bytes, device, stored.Host, stored.Account);
        _opened[device] = (stored, opened);
        return opened;
    }

    /// <summary>What is stored for a device, as it was opened last; null: nothing.</summary>
    internal SealedCredential? Find(long device) => _opened.TryGetValue(device, out var known) ? known.Sealed : null;
}

/// <summary>A sealed password with what it is bound to.</summary>
/// <param name="Host">The host that will be contacted, not the one in the credential's row: a row moved in the database opens nothing.</param>
/// <param name="Account">The account's name.</param>
/// <param name="Bytes">The sealed password.</param>
internal sealed record SealedCredential(string Host, string Account, byte[] Bytes)
{
    public bool IsSameAs(SealedCredential other) =>
        Bytes.AsSpan().SequenceEqual(other.Bytes) && string.Equals(Host, other.Host, StringComparison.OrdinalIgnoreCase) && string.Equals(Account, other.Account, StringComparison.Ordinal);
}
