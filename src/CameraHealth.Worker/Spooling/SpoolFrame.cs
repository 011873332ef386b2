using System.Buffers.Binary;
using System.Numerics;

namespace CameraHealth.Worker.Spooling;

/// <summary>How a record lies in a file: mark (4 bytes), length of the payload (4), CRC-32C over length and payload (4), payload; little-endian.</summary>
/// <remarks>The mark lets a reader find the next record behind a damaged one.</remarks>
internal static class SpoolFrame
{
    public const int HeaderLength = 12;

    /// <summary>Longest payload; a length beyond it is damage.</summary>
    public const int MaxPayload = 64 << 20;

    private const uint Mark = 0x31524843; // "CHR1"

    public static byte[] Wrap(byte[] payload)
    {
        var record = new byte[HeaderLength + payload.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(record, Mark);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(4), payload.Length);
        payload.CopyTo(record, HeaderLength);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), Checksum(payload));
        return record;
    }

    /// <summary>Reads the record that begins at <paramref name="offset"/>; null: there is none, or it is damaged.</summary>
    public static byte[]? TryRead(Stream file, long offset)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        file.Position = offset;
        if (file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength || BinaryPrimitives.ReadUInt32LittleEndian(header) != Mark)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        if (length is < 0 or > MaxPayload || length > file.Length - file.Position)
        {
            return null;
        }

        var payload = new byte[length];
        file.ReadExactly(payload);
        return Checksum(payload) == BinaryPrimitives.ReadUInt32LittleEndian(header[8..]) ? payload : null;
    }

    /// <summary>Where the next mark stands at or behind <paramref name="offset"/>; null: nowhere.</summary>
    public static long? FindMark(Stream file, long offset)
    {
        const int Overlap = 3;
        Span<byte> mark = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(mark, Mark);
        var block = new byte[64 << 10];
        for (var at = offset; ; at += block.Length - Overlap)
        {
            file.Position = at;
            var read = file.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
            var found = block.AsSpan(0, read).IndexOf(mark);
            if (found >= 0)
            {
                return at + found;
            }

            if (read < block.Length)
            {
                return null;
            }
        }
    }

    private static uint Checksum(ReadOnlySpan<byte> payload)
    {
        var crc = BitOperations.Crc32C(uint.MaxValue, (uint)payload.Length);
        for (; payload.Length >= sizeof(ulong); payload = payload[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(payload));
        }

        foreach (var value in payload)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
