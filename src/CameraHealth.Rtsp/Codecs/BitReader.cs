namespace CameraHealth.Rtsp.Codecs;

/// <summary>
/// Reads the bits of a NAL unit (H.264, 7.2 and 9.1), leaving out the emulation prevention bytes. Past the end it gives
/// zeros and says so in <see cref="IsExhausted"/>: the caller bounds its loops and asks at the end.
/// </summary>
internal ref struct BitReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;
    private int _bitsLeft;
    private int _zeros;
    private byte _current;

    public bool IsExhausted { get; private set; }

    public bool ReadFlag() => ReadBit() != 0;

    public uint ReadBits(int count)
    {
        uint value = 0;
        for (var i = 0; i < count; i++)
            value = (value << 1) | ReadBit();
        return value;
    }

    public void Skip(int count)
    {
        for (var i = 0; i < count && !IsExhausted; i++)
            ReadBit();
    }

    /// <summary>ue(v). A code longer than 32 bits counts as exhausted.</summary>
    public uint ReadUnsigned()
    {
        var zeros = 0;
        while (!IsExhausted && ReadBit() == 0)
            zeros++;
        if (zeros > 31)
            IsExhausted = true;
        return IsExhausted ? 0 : (1u << zeros) - 1 + ReadBits(zeros);
    }

    /// <summary>se(v).</summary>
    public int ReadSigned()
    {
        var code = ReadUnsigned();
        return (code & 1) != 0 ? (int)(code >> 1) + 1 : -(int)(code >> 1);
    }

    private uint ReadBit()
    {
        if (_bitsLeft == 0 && !NextByte())
            return 0;
        _bitsLeft--;
        return (uint)(_current >> _bitsLeft) & 1;
    }

    private bool NextByte()
    {
        if (_zeros >= 2 && _at < _bytes.Length && _bytes[_at] == 3)
        {
            _at++;
            _zeros = 0;
        }

        if (_at >= _bytes.Length)
        {
            IsExhausted = true;
            return false;
        }

        _current = _bytes[_at++];
        _zeros = _current == 0 ? _zeros + 1 : 0;
        _bitsLeft = 8;
        return true;
    }
}
