using System.Numerics;

namespace CameraHealth.Tests.Rtsp;

/// <summary>Writes parameter sets for tests, so that the reader is held against the standard and not against itself.</summary>
internal sealed class BitWriter
{
    private readonly List<bool> _bits = [];

    public BitWriter Bits(uint value, int count)
    {
        for (var i = count - 1; i >= 0; i--)
            _bits.Add(i < 32 && (value >> i & 1) != 0);
        return this;
    }

    public BitWriter Unsigned(params uint[] values)
    {
        foreach (var value in values)
        {
            var length = 32 - BitOperations.LeadingZeroCount(value + 1);
            Bits(0, length - 1).Bits(value + 1, length);
        }

        return this;
    }

    public byte[] WithEmulationPrevention()
    {
        var bytes = new List<byte>();
        var zeros = 0;
        for (var i = 0; i < _bits.Count; i += 8)
        {
            var value = (byte)Enumerable.Range(0, 8).Sum(b => i + b < _bits.Count && _bits[i + b] ? 0x80 >> b : 0);
            if (zeros >= 2 && value <= 3)
            {
                bytes.Add(3);
                zeros = 0;
            }

            bytes.Add(value);
            zeros = value == 0 ? zeros + 1 : 0;
        }

        return [.. bytes];
    }
}
