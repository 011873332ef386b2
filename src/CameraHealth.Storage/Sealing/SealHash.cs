using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CameraHealth.Storage.Sealing;

/// <summary>
/// The canonical form, version 1, and its hashes (SHA-256, FIPS 180-4). A row is the text <c>KIND 1 ID</c> and its fields, each <c>LENGTH:TEXT,</c> with
/// the length in UTF-8 bytes, or <c>-</c> for an absent one. A day is the text <c>day 1 yyyy-MM-dd PREVIOUS COUNT</c>, a line feed, and for each row its
/// kind (1 byte), identity (8 bytes, big-endian) and hash (32 bytes).
/// </summary>
internal static class SealHash
{
    /// <summary>Bytes of one row in a day's list.</summary>
    public const int EntryLength = 1 + sizeof(long) + SHA256.HashSizeInBytes;

    /// <summary>Digest before the first day: zeros.</summary>
    public static readonly byte[] Start = new byte[SHA256.HashSizeInBytes];

    /// <summary>Hash of one row.</summary>
    public static byte[] Row(SealedKind kind, long id, IReadOnlyList<string?> fields)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{(byte)kind} {SealedSource.Form} {id}");
        foreach (var field in fields)
        {
            if (field is null)
            {
                text.Append('-');
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(field)}:{field},");
            }
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>Digest of one day.</summary>
    /// <param name="day">The day, UTC.</param>
    /// <param name="previous">Digest of the day before; <see cref="Start"/> for the first.</param>
    /// <param name="list">Its list of rows.</param>
    public static byte[] Day(DateOnly day, ReadOnlySpan<byte> previous, ReadOnlySpan<byte> list)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"day {SealedSource.Form} {day:yyyy-MM-dd} {Convert.ToHexStringLower(previous)} {list.Length / EntryLength}\n")));
        hash.AppendData(list);
        return hash.GetHashAndReset();
    }

    /// <summary>Puts a row into a day's list.</summary>
    public static void Append(Stream list, SealedRow row)
    {
        Span<byte> entry = stackalloc byte[EntryLength];
        entry[0] = (byte)row.Kind;
        BinaryPrimitives.WriteInt64BigEndian(entry[1..], row.Id);
        row.Hash.CopyTo(entry[(1 + sizeof(long))..]);
        list.Write(entry);
    }

    /// <summary>Rows of a day's list. What is left of a list cut within a row is left out; the day's digest tells.</summary>
    public static IEnumerable<SealedRow> Read(byte[] list)
    {
        for (var at = 0; at + EntryLength <= list.Length; at += EntryLength)
        {
            yield return new SealedRow((SealedKind)list[at], BinaryPrimitives.ReadInt64BigEndian(list.AsSpan(at + 1)), list.AsSpan(at + 1 + sizeof(long), SHA256.HashSizeInBytes).ToArray());
        }
    }
}

/// <summary>A row with its hash.</summary>
internal sealed record SealedRow(SealedKind Kind, long Id, byte[] Hash);
