namespace CameraHealth.Storage.Ledger;

/// <summary>
/// One column of packed samples: which are null, then what changes from sample to sample, in as few bytes as that takes. A column that does not
/// change takes a byte or two whatever the number of samples.
/// </summary>
internal static class PackedColumn
{
    private const byte AllNull = 0;
    private const byte Constant = 1;
    private const byte Deltas = 2;
    private const byte SecondDeltas = 3;
    private const byte SomeNull = 16;

    public static void Write(ByteWriter to, IReadOnlyList<long?> values)
    {
        var present = values.OfType<long>().ToArray();
        if (present.Length == 0)
        {
            to.Byte(AllNull);
            return;
        }

        var hasNull = present.Length < values.Count;
        var mode = Cheapest(present);
        to.Byte((byte)(mode | (hasNull ? SomeNull : 0)));
        if (hasNull)
        {
            WriteNulls(to, values);
        }

        WriteValues(to, present, mode);
    }

    public static long?[] Read(ref ByteReader from, int count)
    {
        var values = new long?[count];
        var mode = from.Byte();
        if (mode == AllNull)
        {
            return values;
        }

        var isNull = new bool[count];
        for (var i = 0; (mode & SomeNull) != 0 && i < count; i += 8)
        {
            var bits = from.Byte();
            for (var bit = 0; bit < 8 && i + bit < count; bit++)
            {
                isNull[i + bit] = (bits & (1 << bit)) != 0;
            }
        }

        var (value, step, isFirst) = (0L, 0L, true);
        for (var i = 0; i < count; i++)
        {
            if (isNull[i])
            {
                continue;
            }

            Advance(ref from, mode & ~SomeNull, isFirst, ref value, ref step);
            (values[i], isFirst) = (value, false);
        }

        return values;
    }

    private static void Advance(ref ByteReader from, int mode, bool isFirst, ref long value, ref long step)
    {
        if (isFirst)
        {
            value = from.Signed();
        }
        else if (mode == Deltas)
        {
            value += from.Signed();
        }
        else if (mode == SecondDeltas)
        {
            value += step += from.Signed();
        }
    }

    private static void WriteNulls(ByteWriter to, IReadOnlyList<long?> values)
    {
        for (var i = 0; i < values.Count; i += 8)
        {
            var bits = 0;
            for (var bit = 0; bit < 8 && i + bit < values.Count; bit++)
            {
                bits |= values[i + bit] is null ? 1 << bit : 0;
            }

            to.Byte((byte)bits);
        }
    }

    private static byte Cheapest(long[] values)
    {
        if (Array.TrueForAll(values, value => value == values[0]))
        {
            return Constant;
        }

        var (deltas, seconds) = (new ByteWriter(), new ByteWriter());
        WriteValues(deltas, values, Deltas);
        WriteValues(seconds, values, SecondDeltas);
        return seconds.Length < deltas.Length ? SecondDeltas : Deltas;
    }

    private static void WriteValues(ByteWriter to, long[] values, byte mode)
    {
        to.Signed(values[0]);
        var step = 0L;
        for (var i = 1; i < values.Length && mode != Constant; i++)
        {
            var delta = values[i] - values[i - 1];
            to.Signed(mode == Deltas ? delta : delta - step);
            step = delta;
        }
    }
}
