using System.Buffers.Binary;

namespace CameraHealth.Storage.Ledger;

/// <summary>Bytes of a binary COPY. One await a buffer, not one a value.</summary>
internal sealed class CopyBuffer(int capacity)
{
    /// <summary>Bytes before the elements of an array, its length included.</summary>
    public const int ArrayHeaderBytes = 24;

    // Of the types, as every Postgres numbers them (pg_type).
    private const int Int2Oid = 21;
    private const int Int4Oid = 23;
    private const int TimestampTzOid = 1184;

    // 2000-01-01, where Postgres counts from.
    private static readonly long EpochTicks = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    private readonly byte[] _bytes = new byte[capacity];
    private int _length;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    public int Free => _bytes.Length - _length;

    public void Clear() => _length = 0;

    public void Header()
    {
        "PGCOPY\n"u8.CopyTo(_bytes);
        ((ReadOnlySpan<byte>)[0xFF, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0]).CopyTo(_bytes.AsSpan(7));
        _length = 19;
    }

    public void Row(short columns) => BinaryPrimitives.WriteInt16BigEndian(Take(2), columns);

    public void Trailer() => Row(-1);

    public void Value(short value)
    {
        Length(2);
        BinaryPrimitives.WriteInt16BigEndian(Take(2), value);
    }

    public void Value(int value)
    {
        Length(4);
        BinaryPrimitives.WriteInt32BigEndian(Take(4), value);
    }

    public void Value(short? value)
    {
        if (value is { } number)
        {
            Value(number);
        }
        else
        {
            Length(-1);
        }
    }

    public void Value(int? value)
    {
        if (value is { } number)
        {
            Value(number);
        }
        else
        {
            Length(-1);
        }
    }

    public void Value(DateTimeOffset at)
    {
        Length(8);
        BinaryPrimitives.WriteInt64BigEndian(Take(8), (at.UtcTicks - EpochTicks) / TimeSpan.TicksPerMicrosecond);
    }

    public void Value(ReadOnlySpan<byte> value)
    {
        Length(value.Length);
        value.CopyTo(Take(value.Length));
    }

    /// <summary>An array of the type, without nulls, counted from one.</summary>
    public void Values(ReadOnlySpan<int> values)
    {
        BeginArray(Int4Oid, sizeof(int), values.Length);
        foreach (var value in values)
        {
            Value(value);
        }
    }

    /// <inheritdoc cref="Values(ReadOnlySpan{int})"/>
    public void Values(ReadOnlySpan<short> values)
    {
        BeginArray(Int2Oid, sizeof(short), values.Length);
        foreach (var value in values)
        {
            Value(value);
        }
    }

    /// <inheritdoc cref="Values(ReadOnlySpan{int})"/>
    public void Values(ReadOnlySpan<DateTimeOffset> values)
    {
        BeginArray(TimestampTzOid, sizeof(long), values.Length);
        foreach (var value in values)
        {
            Value(value);
        }
    }

    // Dimensions, whether there are nulls, type; then of the dimension its size and where it begins. An empty array has none.
    private void BeginArray(int oid, int elementBytes, int count)
    {
        var dimensions = count == 0 ? 0 : 1;
        Length(12 + (8 * dimensions) + (count * (4 + elementBytes)));
        Length(dimensions);
        Length(0);
        Length(oid);
        if (dimensions > 0)
        {
            Length(count);
            Length(1);
        }
    }

    private void Length(int length) => BinaryPrimitives.WriteInt32BigEndian(Take(4), length);

    private Span<byte> Take(int count)
    {
        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
