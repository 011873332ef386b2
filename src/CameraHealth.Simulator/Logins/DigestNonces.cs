using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CameraHealth.Simulator.Logins;

/// <summary>Nonces that carry their own time and seal, so that none has to be remembered until it is used.</summary>
/// <param name="timeProvider">Clock.</param>
/// <param name="isOneTime">A nonce is good for one request.</param>
internal sealed class DigestNonces(TimeProvider timeProvider, bool isOneTime = false)
{
    internal static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);
    private const int MaxRemembered = 256;
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(16);
    private readonly Dictionary<string, uint> _highestCount = new(StringComparer.Ordinal);

    internal string Issue()
    {
        Span<byte> nonce = stackalloc byte[24];
        BinaryPrimitives.WriteInt64BigEndian(nonce, timeProvider.GetUtcNow().UtcTicks);
        Seal(nonce[..8], nonce[8..]);
        return Convert.ToHexStringLower(nonce);
    }

    /// <summary>True when this device issued it and it is not too old.</summary>
    internal bool IsFresh(string nonce)
    {
        Span<byte> bytes = stackalloc byte[24];
        Span<byte> seal = stackalloc byte[16];
        if (nonce.Length != 48 || Convert.FromHexString(nonce, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        Seal(bytes[..8], seal);
        var issuedAt = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return CryptographicOperations.FixedTimeEquals(seal, bytes[8..])
            && timeProvider.GetUtcNow().UtcTicks - issuedAt <= Lifetime.Ticks;
    }

    /// <summary>The nonce count must grow while a nonce is used again (RFC 7616 3.4).</summary>
    internal bool Grows(string nonce, uint count)
    {
        lock (_highestCount)
        {
            if (_highestCount.Count >= MaxRemembered)
            {
                _highestCount.Clear();
            }

            if (_highestCount.TryGetValue(nonce, out var highest) && count <= highest)
            {
                return false;
            }

            _highestCount[nonce] = count;
            return true;
        }
    }

    /// <summary>True when the nonce may be used still, which it may once on a device that wants a new one each time.</summary>
    internal bool MayServe(string nonce) => !isOneTime || Grows("1:" + nonce, 1);

    private void Seal(ReadOnlySpan<byte> time, Span<byte> seal)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, time, hash);
        hash[..seal.Length].CopyTo(seal);
    }
}
