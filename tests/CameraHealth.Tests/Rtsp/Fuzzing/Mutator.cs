using System.Buffers.Binary;

namespace CameraHealth.Tests.Rtsp.Fuzzing;

/// <summary>Spoils inputs the way the wire and hostile devices do; the same seed gives the same row of inputs.</summary>
internal sealed class Mutator(int seed, IReadOnlyList<byte[]> inputs)
{
    private const int LargestInput = 8192;
    private static readonly byte[] Telling = [0, 1, 0x7f, 0x80, 0xff, (byte)'\n', (byte)'\r', (byte)':', (byte)'=', (byte)';', (byte)'/', (byte)'$', (byte)'-', (byte)'"'];
    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        var bytes = inputs[_random.Next(inputs.Count)].ToList();
        for (var changes = 1 + _random.Next(6); changes > 0; changes--)
            Change(bytes);
        return [.. bytes.Take(LargestInput)];
    }

    private void Change(List<byte> bytes)
    {
        var at = _random.Next(bytes.Count + 1);
        switch (_random.Next(10))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 2 when at < bytes.Count:
                bytes[at] = Telling[_random.Next(Telling.Length)];
                break;
            case 3:
                bytes.Insert(at, Telling[_random.Next(Telling.Length)]);
                break;
            case 4 when at < bytes.Count:
                bytes.RemoveRange(at, Math.Min(1 + _random.Next(8), bytes.Count - at));
                break;
            case 5:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 6:
                var other = inputs[_random.Next(inputs.Count)];
                bytes.InsertRange(at, other.Skip(_random.Next(other.Length + 1)));
                break;
            case 7 when bytes.Count < LargestInput:
                bytes.InsertRange(at, bytes.Skip(at).Take(1 + _random.Next(64)).ToArray());
                break;
            case 8 when at + 2 <= bytes.Count:
                Span<byte> number = stackalloc byte[2];
                BinaryPrimitives.WriteUInt16BigEndian(number, (ushort)_random.Next(65536));
                (bytes[at], bytes[at + 1]) = (number[0], number[1]);
                break;
            case 9 when at < bytes.Count:
                // A long row of one byte: lengths in unary, empty lines, filling.
                bytes.InsertRange(at, Enumerable.Repeat(bytes[at], _random.Next(300)));
                break;
        }
    }
}
