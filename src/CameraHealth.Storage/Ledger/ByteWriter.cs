namespace CameraHealth.Storage.Ledger;

/// <summary>Bytes and whole numbers of any length, seven bits a byte; small ones of either sign take one.</summary>
internal sealed class ByteWriter
{
    private readonly List<byte> _bytes = [];

    public int Length => _bytes.Count;

    public void Byte(byte value) => _bytes.Add(value);

    public void Signed(long value)
    {
        // Zigzag: 0, −1, 1, −2, … become 0, 1, 2, 3, …
        var rest = (ulong)((value << 1) ^ (value >> 63));
        while (rest >= 0x80)
        {
            _bytes.Add((byte)(rest | 0x80));
            rest >>= 7;
        }

        _bytes.Add((byte)rest);
    }

    public byte[] ToArray() => [.. _bytes];
}
