using System.Security.Cryptography;

namespace CameraHealth.Monitoring.Drills;

/// <summary>
/// The seed of one night's draw. Nobody can know it before, since it is random and only its hash is published a day earlier; everybody can check it
/// after, since it is published with the draw and has to fit that hash.
/// </summary>
/// <param name="Bytes">32 bytes.</param>
public sealed record DrillSeed(ReadOnlyMemory<byte> Bytes)
{
    private const int Length = 32;

    /// <summary>What is published the day before: SHA-256 in lower-case hexadecimal.</summary>
    public string Commitment => Convert.ToHexStringLower(SHA256.HashData(Bytes.Span));

    /// <summary>A new one.</summary>
    public static DrillSeed Create() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>A number from 0 up to a limit that depends on the seed and on what it is drawn for, and on nothing else.</summary>
    /// <param name="purpose">What it is drawn for.</param>
    /// <param name="limit">Exclusive, positive.</param>
    public long Draw(string purpose, long limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var hash = HMACSHA256.HashData(Bytes.Span, System.Text.Encoding.UTF8.GetBytes(purpose));
        // 64 bits against limits of seconds and channels: the bias is below one in a hundred million.
        return (long)(System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)limit);
    }
}
