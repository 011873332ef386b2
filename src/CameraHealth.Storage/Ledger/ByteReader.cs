namespace CameraHealth.Storage.Ledger;

/// <summary>Reads what <see cref="ByteWriter"/> wrote.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public byte Byte()
    {
        var value = _rest[0];
        _rest = _rest[1..];
        return value;
    }

    public long Signed()
    {
        var (value, shift) = (0UL, 0);
        byte part;
        do
        {
            part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            shift += 7;
        }
        while ((part & 0x80) != 0);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }
}
